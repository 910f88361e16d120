import type { ChannelRules, EditChannelRulesRequest } from '@otklik/protocol/settings'
import { queryOptions } from '@tanstack/react-query'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

export const channelRulesQuery = (channelId: string) =>
  queryOptions({
    queryKey: ['channel-rules', channelId],
    queryFn: ({ signal }) => request<ChannelRules>(api`channels/${channelId}/rules`, { signal }),
  })

/** Only the fields present are changed. */
export function editChannelRules(
  channelId: string,
  body: EditChannelRulesRequest,
): Promise<ChannelRules> {
  return request(api`channels/${channelId}/rules`, { method: 'PATCH', body })
}
