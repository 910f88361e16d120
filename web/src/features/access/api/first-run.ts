import type { FirstRun } from '@otklik/protocol'
import { queryOptions } from '@tanstack/react-query'

import { request } from '../../../api/request.ts'

export const firstRun = queryOptions({
  queryKey: ['first-run'],
  queryFn: ({ signal }) => request<FirstRun>('/api/v1/first-run', { signal }),
  // Another browser may have been quicker.
  staleTime: 0,
})
