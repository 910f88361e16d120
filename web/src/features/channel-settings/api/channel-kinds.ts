import type { ChannelKindView } from '@otklik/protocol'
import { queryOptions } from '@tanstack/react-query'

import { request } from '../../../api/request.ts'

/** What can be connected: changes with the server's version only. */
export const channelKindsQuery = queryOptions({
  queryKey: ['channel-kinds'],
  queryFn: ({ signal }) => request<ChannelKindView[]>('/api/v1/channel-kinds', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
})
