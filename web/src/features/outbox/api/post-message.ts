import type { Message, SendMessageRequest } from '@otklik/protocol'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

/** Repeating it with the same `clientId` is safe: the server gives the message made before. */
export function postMessage(conversationId: string, body: SendMessageRequest): Promise<Message> {
  return request(api`conversations/${conversationId}/messages`, { method: 'POST', body })
}
