import type { Operator } from '@otklik/protocol'
import { queryOptions } from '@tanstack/react-query'

import { request } from '../../../api/request.ts'

export const operatorsQuery = queryOptions({
  queryKey: ['operators'],
  queryFn: ({ signal }) => request<Operator[]>('/api/v1/operators', { signal }),
})
