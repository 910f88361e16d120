import type { Conversation } from '@otklik/protocol'

import { request } from '../../../api/request.ts'

/** Goes on with what was held or put off. */
export function resumeConversation(id: string): Promise<Conversation> {
  return request(`/api/v1/conversations/${id}/hold`, { method: 'DELETE' })
}
