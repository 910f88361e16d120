import type { Conversation } from '@otklik/protocol'

import { request } from '../../../api/request.ts'

export function getConversation(conversationId: string): Promise<Conversation> {
  return request(`/api/v1/conversations/${conversationId}`)
}
