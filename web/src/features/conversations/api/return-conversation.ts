import type { Conversation } from '@otklik/protocol'

import { request } from '../../../api/request.ts'

/** Back to the queue. */
export function returnConversation(id: string): Promise<Conversation> {
  return request(`/api/v1/conversations/${id}/assignment`, { method: 'DELETE' })
}
