import type { Message } from '@otklik/protocol'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

/** At the customer's too, where it has arrived and the platform can. */
export function deleteMessage({
  id,
  conversationId,
}: Pick<Message, 'id' | 'conversationId'>): Promise<Message | undefined> {
  const path = api`conversations/${conversationId}/messages/${id}`
  return request(path, { method: 'DELETE' })
}
