import type { ChannelKindView } from '@otklik/protocol'
import { queryOptions, useQuery } from '@tanstack/react-query'

import { request } from '../../../api/request.ts'
import { useLanguage } from '../../../words/index.ts'

/** Texts and all: changes with the server's version and with the reader's language only. */
const channelKindsQuery = (language: string) =>
  queryOptions({
    queryKey: ['channel-kinds', language],
    queryFn: ({ signal }) => request<ChannelKindView[]>('/api/v1/channel-kinds', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** What can be connected, in the reader's language. */
export function useChannelKinds() {
  return useQuery(channelKindsQuery(useLanguage()))
}
