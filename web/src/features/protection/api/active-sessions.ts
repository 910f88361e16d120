import type { ActiveSession } from '@otklik/protocol/settings'
import { queryOptions } from '@tanstack/react-query'

import { request } from '../../../api/request.ts'

export const activeSessionsQuery = queryOptions({
  queryKey: ['active-sessions'],
  queryFn: ({ signal }) => request<ActiveSession[]>('/api/v1/sessions', { signal }),
})
