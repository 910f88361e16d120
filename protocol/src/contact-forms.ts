import { z } from 'zod'

import { sendMessageRequest } from './workplace.ts'

/** What a customer can be asked for. */
export const contactFormField = z.enum(['name', 'phone', 'email'])
export type ContactFormField = z.output<typeof contactFormField>

/** A message with a link to a page of ours, where the customer fills in these fields. */
export const sendContactFormRequest = z.strictObject({
  clientId: sendMessageRequest.shape.clientId,
  fields: z.array(contactFormField).min(1).max(3),
  /** Stands before the link. */
  text: z.string().trim().min(1).max(1000),
})
export type SendContactFormRequest = z.input<typeof sendContactFormRequest>
