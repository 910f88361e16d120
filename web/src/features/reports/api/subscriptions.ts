import type {
  CreateReportSubscriptionRequest,
  ReportSubscription,
  ReportSubscriptions,
} from '@otklik/protocol/reports'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

const path = '/api/v1/report-subscriptions'

export const listSubscriptions = (signal: AbortSignal): Promise<ReportSubscriptions> =>
  request(path, { signal })

export const subscribe = (body: CreateReportSubscriptionRequest): Promise<ReportSubscription> =>
  request(path, { method: 'POST', body })

export const unsubscribe = (id: string): Promise<unknown> =>
  request(api`report-subscriptions/${id}`, { method: 'DELETE' })
