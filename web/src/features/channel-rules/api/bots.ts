import type { Bot } from '@otklik/protocol'
import { queryOptions } from '@tanstack/react-query'

import { request } from '../../../api/request.ts'

/** Bots that can be chosen, and how each is. */
export const botsQuery = queryOptions({
  queryKey: ['bots'],
  queryFn: ({ signal }) => request<Bot[]>('/api/v1/bots', { signal }),
})
