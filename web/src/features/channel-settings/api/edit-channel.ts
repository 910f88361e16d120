import type { ChannelDetails } from '@otklik/protocol'

import { request } from '../../../api/request.ts'
import type { ConnectionChanges } from '../connection-draft.ts'

export function editChannel(
  id: string,
  version: number,
  changes: ConnectionChanges,
): Promise<ChannelDetails> {
  return request(`/api/v1/channels/${id}`, { method: 'PATCH', body: { version, ...changes } })
}
