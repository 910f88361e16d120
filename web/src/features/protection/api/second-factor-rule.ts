import type { SecondFactorRule } from '@otklik/protocol/settings'
import { queryOptions } from '@tanstack/react-query'

import { request } from '../../../api/request.ts'

export const secondFactorRuleQuery = queryOptions({
  queryKey: ['second-factor-rule'],
  queryFn: ({ signal }) => request<SecondFactorRule>('/api/v1/second-factor-rule', { signal }),
})
