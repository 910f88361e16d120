import type { Message, SendContactFormRequest } from '@otklik/protocol'

import { api } from '../../../api/address.ts'
import { request } from '../../../api/request.ts'

/** Repeating it with the same `clientId` is safe: it is sent once. */
export function sendContactForm(
  conversationId: string,
  body: SendContactFormRequest,
): Promise<Message> {
  return request(api`conversations/${conversationId}/contact-forms`, { method: 'POST', body })
}
