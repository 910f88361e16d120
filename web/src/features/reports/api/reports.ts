import type {
  AttributionReport,
  FunnelReport,
  HeatReport,
  Report,
  ReportConversations,
  ReportName,
  StatusReport,
} from '@otklik/protocol/reports'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

/** As a report is asked for: lists come as the same parameter several times. */
export type Asked = Record<string, string | readonly string[] | undefined>

export const getReport = (name: ReportName, query: Asked, signal: AbortSignal): Promise<Report> =>
  request(api`reports/${name}`, { query, signal })

export const getHeat = (query: Asked, signal: AbortSignal): Promise<HeatReport> =>
  request('/api/v1/reports/heat', { query, signal })

export const getFunnel = (query: Asked, signal: AbortSignal): Promise<FunnelReport> =>
  request('/api/v1/reports/funnel', { query, signal })

export const getStatuses = (query: Asked, signal: AbortSignal): Promise<StatusReport> =>
  request('/api/v1/reports/statuses', { query, signal })

export const getAttribution = (query: Asked, signal: AbortSignal): Promise<AttributionReport> =>
  request('/api/v1/reports/attribution', { query, signal })

interface Page {
  query: Asked
  after: string | undefined
  signal: AbortSignal
}

export const listBehind = ({ query, after, signal }: Page): Promise<ReportConversations> =>
  request('/api/v1/reports/conversations', { query: { ...query, after }, signal })

export const listAttributed = ({ query, after, signal }: Page): Promise<ReportConversations> =>
  request('/api/v1/reports/attribution/conversations', { query: { ...query, after }, signal })

/** The days alone: what there is to choose from does not depend on what is chosen. */
export const daysAlone = ({ from, to }: Asked): Asked => ({ from, to })
