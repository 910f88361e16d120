import type { Conversation } from '@otklik/protocol'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

/** Back to the queue. */
export function returnConversation(id: string): Promise<Conversation> {
  return request(api`conversations/${id}/assignment`, { method: 'DELETE' })
}
