import type { ChannelStanding } from '@otklik/protocol/settings'
import { queryOptions } from '@tanstack/react-query'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

/** A change of the channel is told by the feed; a refusal of one message is not. */
export const standingQuery = (id: string) =>
  queryOptions({
    queryKey: ['channels', id, 'standing'],
    queryFn: ({ signal }) => request<ChannelStanding>(api`channels/${id}/standing`, { signal }),
    staleTime: 0,
    refetchInterval: 10_000,
  })
