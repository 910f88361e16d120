import type {
  Conversation,
  Message,
  PlanMessageRequest,
  ReplanMessageRequest,
} from '@otklik/protocol'

import { request } from '../../../api/request.ts'

const path = (conversationId: string, messageId = '') =>
  `/api/v1/conversations/${conversationId}/planned-messages${messageId && `/${messageId}`}`

/** Repeating it with the same `clientId` plans nothing twice. */
export function planMessage(id: string, body: PlanMessageRequest): Promise<Conversation> {
  return request(path(id), { method: 'POST', body })
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
