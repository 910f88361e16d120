import type { ChannelRules } from '@otklik/protocol/settings'
import { queryOptions } from '@tanstack/react-query'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

/** Whom each of these channels hands its conversations to. */
export const receiversQuery = (channelIds: readonly string[]) =>
  queryOptions({
    queryKey: ['channel-receivers', ...channelIds],
    queryFn: ({ signal }) =>
      Promise.all(
        channelIds.map(async (channelId) => {
          const path = api`channels/${channelId}/rules`
          const { receiver } = await request<ChannelRules>(path, { signal })
          return { channelId, receiver }
        }),
      ),
  })
