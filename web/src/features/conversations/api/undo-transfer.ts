import type { Conversation } from '@otklik/protocol'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

/** Back to where it was, unless somebody has acted upon it since. */
export function undoTransfer(id: string): Promise<Conversation> {
  return request(api`conversations/${id}/transfer`, { method: 'DELETE' })
}
