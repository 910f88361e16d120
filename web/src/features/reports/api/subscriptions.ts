import type {
  CreateReportSubscriptionRequest,
  ReportSubscription,
  ReportSubscriptions,
} from '@otklik/protocol/reports'

import { request } from '../../../api/request.ts'

const path = '/api/v1/report-subscriptions'

export const listSubscriptions = (signal: AbortSignal): Promise<ReportSubscriptions> =>
  request(path, { signal })

export const subscribe = (body: CreateReportSubscriptionRequest): Promise<ReportSubscription> =>
  request(path, { method: 'POST', body })

export const unsubscribe = (id: string): Promise<unknown> =>
  request(`${path}/${id}`, { method: 'DELETE' })
