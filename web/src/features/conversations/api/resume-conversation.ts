import type { Conversation } from '@otklik/protocol'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

/** Goes on with what was held or put off. */
export function resumeConversation(id: string): Promise<Conversation> {
  return request(api`conversations/${id}/hold`, { method: 'DELETE' })
}
