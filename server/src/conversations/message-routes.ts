import {
  attemptRequest,
  editMessageRequest,
  id,
  message,
  sendMessageRequest,
} from '@otklik/protocol'
import { z } from 'zod'

import { type App, InvalidFieldsError, requirePermission } from '../http/index.ts'
import { messageOf } from './answers.ts'
import type { Desk } from './desk.ts'
import { sendMessage } from './send-message.ts'
import { toFormat } from './write-message.ts'

const byId = z.strictObject({ id })
const byMessage = z.strictObject({ id, messageId: id })
const reading = { access: { permission: 'conversations.read' } } as const
const replying = { access: { permission: 'conversations.reply' } } as const

/** Writing to the customer and to colleagues, and thinking better of it. */
export function messageRoutes(app: App, desk: Desk): void {
  app.route({
    method: 'POST',
    url: '/api/v1/conversations/:id/messages',
    // A note needs less than a reply: which of them it is, the body says.
    config: reading,
    schema: {
      summary: 'Answer the customer, or leave a note',
      params: byId,
      body: sendMessageRequest,
      response: { 200: message, 201: message },
    },
    handler: async ({ caller, params, body }, reply) => {
      requirePermission(caller, body.kind === 'note' ? 'notes.write' : 'conversations.reply')
      const said = await sendMessage(desk, caller, { conversationId: params.id, written: body })
      return reply.code(said.isNew ? 201 : 200).send(said.message)
    },
  })
  app.route({
    method: 'PATCH',
    url: '/api/v1/conversations/:id/messages/:messageId',
    config: replying,
    schema: {
      summary: 'Change what was said',
      params: byMessage,
      body: editMessageRequest,
      response: { 200: message },
    },
    handler: async ({ caller, params: { id: conversationId, messageId }, body }) => {
      const text = body.text.trim()
      if (!text) throw new InvalidFieldsError({ text: { code: 'required' } })
      const operator = await desk.personOf(caller)
      const format = toFormat(body.text, body.format)
      const trigger = { type: 'operator-edited', operator, messageId, text, ...format } as const
      const outcome = await desk.tell(caller, conversationId, trigger, [messageId])
      return messageOf(outcome, () => desk.getMessage(caller, conversationId, messageId))
    },
  })
  app.route({
    method: 'DELETE',
    url: '/api/v1/conversations/:id/messages/:messageId',
    config: replying,
    schema: { summary: 'Take back what was said', params: byMessage, response: { 200: message } },
    handler: async ({ caller, params: { id: conversationId, messageId } }) => {
      const operator = await desk.personOf(caller)
      const trigger = { type: 'operator-deleted', operator, messageId } as const
      const outcome = await desk.tell(caller, conversationId, trigger, [messageId])
      return messageOf(outcome, () => desk.getMessage(caller, conversationId, messageId))
    },
  })
  app.route({
    method: 'POST',
    url: '/api/v1/conversations/:id/messages/:messageId/attempts',
    config: replying,
    schema: {
      summary: 'Send again, or count as delivered',
      params: byMessage,
      body: attemptRequest,
      response: { 200: message },
    },
    handler: async ({ caller, params: { id: conversationId, messageId }, body }) => {
      const type = body.as === 'send-again' ? 'operator-tried-again' : 'operator-counted-as-sent'
      const operator = await desk.personOf(caller)
      const outcome = await desk.tell(caller, conversationId, { type, operator, messageId }, [
        messageId,
      ])
      return messageOf(outcome, () => desk.getMessage(caller, conversationId, messageId))
    },
  })
}
