import type { ConversationPage } from '@otklik/protocol'

import { request } from '../../../api/request.ts'

/** Newest first, those closed before `before`. */
export function listClosedConversations(before?: string): Promise<ConversationPage> {
  return request('/api/v1/conversations', { query: { status: 'closed', before, limit: 50 } })
}
