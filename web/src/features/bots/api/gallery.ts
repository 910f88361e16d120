import type { ReadyBot } from '@otklik/protocol/settings'
import { queryOptions } from '@tanstack/react-query'

import { request } from '../../../api/request.ts'

/** Changes with the server's version and with the reader's language only. */
export const galleryQuery = (language: string) =>
  queryOptions({
    queryKey: ['bot-gallery', language],
    queryFn: ({ signal }) => request<ReadyBot[]>('/api/v1/bots/gallery', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
