import type { Conversation } from '@otklik/protocol'

import { request } from '../../../api/request.ts'

/** «На удержание». */
export function holdConversation(id: string): Promise<Conversation> {
  return request(`/api/v1/conversations/${id}/hold`, { method: 'PUT' })
}
