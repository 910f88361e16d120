import type { Message, SendMessageRequest } from '@otklik/protocol'

import { request } from '../../../api/request.ts'

/** Repeating it with the same `clientId` is safe: the server gives the message made before. */
export function postMessage(conversationId: string, body: SendMessageRequest): Promise<Message> {
  return request(`/api/v1/conversations/${conversationId}/messages`, { method: 'POST', body })
}
