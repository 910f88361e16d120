import type { Schedule } from '@otklik/protocol'
import { queryOptions } from '@tanstack/react-query'

import { request } from '../../../api/request.ts'

/** Of the account, whichever channel asks (COM-03); asked often enough to see it open and close. */
export const scheduleQuery = queryOptions({
  queryKey: ['schedule'],
  queryFn: ({ signal }) => request<Schedule>('/api/v1/schedule', { signal }),
  refetchInterval: 60_000,
})
