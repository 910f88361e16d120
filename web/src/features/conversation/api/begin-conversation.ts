import type { BeginConversationRequest, Conversation } from '@otklik/protocol'

import { request } from '../../../api/request.ts'

/** Repeating it with the same `clientId` is safe: the server gives what was begun before. */
export function beginConversation(body: BeginConversationRequest): Promise<Conversation> {
  return request('/api/v1/conversations', { method: 'POST', body })
}
