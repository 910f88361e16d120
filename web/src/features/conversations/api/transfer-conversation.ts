import type { Conversation } from '@otklik/protocol'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

export interface Transfer {
  to: { kind: 'operator' | 'team' | 'bot'; id: string }
  /** Stays with the conversation, for whoever takes it. */
  note?: string
}

export function transferConversation(id: string, transfer: Transfer): Promise<Conversation> {
  return request(api`conversations/${id}/transfer`, { method: 'POST', body: transfer })
}
