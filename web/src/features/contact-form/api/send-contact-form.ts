import type { Message, SendContactFormRequest } from '@otklik/protocol'

import { request } from '../../../api/request.ts'

/** Repeating it with the same `clientId` is safe: it is sent once. */
export function sendContactForm(
  conversationId: string,
  body: SendContactFormRequest,
): Promise<Message> {
  return request(`/api/v1/conversations/${conversationId}/contact-forms`, { method: 'POST', body })
}
