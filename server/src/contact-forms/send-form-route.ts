import { id, message, sendContactFormRequest } from '@otklik/protocol'
import { wordsOf } from '@otklik/words'
import { z } from 'zod'

import {
  type ConversationWorld,
  createDesk,
  findSaid,
  sendMessage,
} from '../conversations/index.ts'
import { type App, Refusal, readersLanguage } from '../http/index.ts'
import type { SecretBox } from '../lib/secrets/index.ts'
import { formToken } from './form-link.ts'
import { keepForm } from './forms.ts'

export interface Asking extends ConversationWorld {
  secrets: Pick<SecretBox, 'sign'>
  /** Where customers find us; without it nobody can be sent a form. */
  publicUrl?: string
}

/** An ordinary message with a link at its end: whatever would keep it from the customer refuses it. */
export function sendFormRoute(app: App, world: Asking): void {
  const { database, clock, secrets, publicUrl } = world
  const desk = createDesk(world)

  app.route({
    method: 'POST',
    url: '/api/v1/conversations/:id/contact-forms',
    config: { access: { permission: 'conversations.reply' } },
    schema: {
      summary: 'Ask the customer for a name, a phone, an e-mail: a message with a link to a form',
      params: z.strictObject({ id }),
      body: sendContactFormRequest,
      response: { 200: message, 201: message },
    },
    handler: async (request, reply) => {
      const { caller, body } = request
      const { accountId, operatorId } = caller
      const conversation = await desk.getConversation(caller, request.params.id)
      const { clientId, fields, text } = body
      const { id: conversationId } = conversation
      const said = await findSaid(database, caller, { conversationId, clientId })
      if (said) return reply.code(200).send(said)
      if (!publicUrl) throw new Refusal('needs-public-url', {}, saidAs('needsPublicUrl'))
      // Whoever reads the comments could answer in the customer's name.
      if (conversation.kind === 'comment') throw new Refusal('cannot-reach', {}, saidAs('inPublic'))
      const formId = await keepForm(database, {
        ...{ accountId, operatorId, conversationId, clientId, fields },
        language: readersLanguage(request),
        now: clock.now(),
      })
      const link = `${publicUrl}/forms/${formToken(secrets, { accountId, formId })}`
      const written = { clientId, kind: 'message', text: `${text}\n${link}`, fileIds: [] } as const
      const { isNew, message: sent } = await sendMessage(desk, caller, {
        conversationId,
        written: { ...written, fileIds: [] },
      })
      return reply.code(isNew ? 201 : 200).send(sent)
    },
  })
}

const saidAs = (which: 'needsPublicUrl' | 'inPublic') => ({
  ru: wordsOf('ru').contactForm.refusals[which],
  en: wordsOf('en').contactForm.refusals[which],
})
