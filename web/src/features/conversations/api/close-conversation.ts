import type { Conversation } from '@otklik/protocol'

import { request } from '../../../api/request.ts'

/** Takes effect at `closingAt`, so that it can be undone until then. */
export function closeConversation(id: string): Promise<Conversation> {
  return request(`/api/v1/conversations/${id}/closure`, { method: 'POST' })
}
