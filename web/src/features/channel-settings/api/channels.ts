import type { ChannelDetails } from '@otklik/protocol'
import { queryOptions } from '@tanstack/react-query'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

/** The feed tells of states; counts are told to whoever asks. */
const countsEveryMs = 10_000

export const channelsQuery = queryOptions({
  queryKey: ['channels'],
  queryFn: ({ signal }) => request<ChannelDetails[]>('/api/v1/channels', { signal }),
  refetchInterval: countsEveryMs,
})

export const channelQuery = (id: string) =>
  queryOptions({
    queryKey: ['channels', id],
    queryFn: ({ signal }) => request<ChannelDetails>(api`channels/${id}`, { signal }),
    refetchInterval: countsEveryMs,
  })
