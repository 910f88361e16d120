import type { ChannelDetails } from '@otklik/protocol'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'
import type { ConnectionChanges } from '../connection-draft.ts'

export function editChannel(
  id: string,
  version: number,
  changes: ConnectionChanges,
): Promise<ChannelDetails> {
  return request(api`channels/${id}`, { method: 'PATCH', body: { version, ...changes } })
}
