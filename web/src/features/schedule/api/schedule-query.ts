import type { Schedule } from '@otklik/protocol/settings'
import { queryOptions } from '@tanstack/react-query'

import { request } from '../../../api/request.ts'

export const scheduleQuery = queryOptions({
  queryKey: ['schedule'],
  queryFn: ({ signal }) => request<Schedule>('/api/v1/schedule', { signal }),
})
