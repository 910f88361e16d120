import type { SecondFactor } from '@otklik/protocol/settings'
import { queryOptions } from '@tanstack/react-query'

import { request } from '../../../api/request.ts'

export const secondFactorQuery = queryOptions({
  queryKey: ['second-factor'],
  queryFn: ({ signal }) => request<SecondFactor>('/api/v1/second-factor', { signal }),
})
