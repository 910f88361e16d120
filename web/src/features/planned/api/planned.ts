import type {
  Conversation,
  Message,
  PlanMessageRequest,
  ReplanMessageRequest,
} from '@otklik/protocol'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

const path = (conversationId: string, messageId: string) =>
  api`conversations/${conversationId}/planned-messages/${messageId}`

/** Repeating it with the same `clientId` plans nothing twice. */
export function planMessage(id: string, body: PlanMessageRequest): Promise<Conversation> {
  return request(api`conversations/${id}/planned-messages`, { method: 'POST', body })
}

export function replanMessage(
  id: string,
  messageId: string,
  body: ReplanMessageRequest,
): Promise<Conversation> {
  return request(path(id, messageId), { method: 'PATCH', body })
}

export function unplanMessage(id: string, messageId: string): Promise<Conversation> {
  return request(path(id, messageId), { method: 'DELETE' })
}

export function sendPlanned(id: string, messageId: string): Promise<Message> {
  return request(`${path(id, messageId)}/sending`, { method: 'POST' })
}
