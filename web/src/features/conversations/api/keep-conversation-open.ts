import type { Conversation } from '@otklik/protocol'

import { request } from '../../../api/request.ts'

export function keepConversationOpen(id: string): Promise<Conversation> {
  return request(`/api/v1/conversations/${id}/closure`, { method: 'DELETE' })
}
