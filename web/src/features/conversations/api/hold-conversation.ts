import type { Conversation } from '@otklik/protocol'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

/** «На удержание». */
export function holdConversation(id: string): Promise<Conversation> {
  return request(api`conversations/${id}/hold`, { method: 'PUT' })
}
