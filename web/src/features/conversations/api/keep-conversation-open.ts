import type { Conversation } from '@otklik/protocol'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

export function keepConversationOpen(id: string): Promise<Conversation> {
  return request(api`conversations/${id}/closure`, { method: 'DELETE' })
}
