import { queryOptions } from '@tanstack/react-query'

import { request } from '../../../api/request.ts'

/** Who has a second factor: for those who may reset it. */
export const secondFactorsQuery = queryOptions({
  queryKey: ['second-factors'],
  queryFn: ({ signal }) =>
    request<{ operatorIds: string[] }>('/api/v1/operators/second-factors', { signal }),
})
