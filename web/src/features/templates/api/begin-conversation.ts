import type { BeginConversationRequest, Conversation } from '@otklik/protocol'

import { request } from '../../../api/request.ts'

export function beginConversation(body: BeginConversationRequest): Promise<Conversation> {
  return request('/api/v1/conversations', { method: 'POST', body })
}
