import {
  attemptRequest,
  editMessageRequest,
  id,
  message,
  sendMessageRequest,
  type templateChoice,
} from '@otklik/protocol'
import { z } from 'zod'

import { type App, type Caller, InvalidFieldsError, requirePermission } from '../http/index.ts'
import { answerOf, messageOf } from './answers.ts'
import type { Desk } from './desk.ts'
import { refuseButtons } from './offered-buttons.ts'
import { findSaid } from './queries.ts'
import { refuseEmpty, toFormat, toWriteRequest } from './write-message.ts'

const byId = z.strictObject({ id })
const byMessage = z.strictObject({ id, messageId: id })
const reading = { access: { permission: 'conversations.read' } } as const
const replying = { access: { permission: 'conversations.reply' } } as const

/** Writing to the customer and to colleagues, and thinking better of it. */
export function messageRoutes(app: App, desk: Desk): void {
  const { channels, database, clock } = desk

  async function choose(
    caller: Caller,
    conversationId: string,
    template: z.output<typeof templateChoice>,
  ) {
    const { channelId } = await desk.getConversation(caller, conversationId)
    return desk.chooseTemplate(caller.accountId, channelId, template)
  }

  /** Buttons are for a channel that shows all of them. */
  async function check(
    caller: Caller,
    conversationId: string,
    written: z.output<typeof sendMessageRequest>,
  ) {
    const { channelId, kind } = await desk.getConversation(caller, conversationId)
    const channel = await channels.get(caller.accountId, channelId)
    refuseButtons(written, channel.kind.capabilities.buttons, { isComment: kind === 'comment' })
  }

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
      refuseEmpty(body)
      const { id: conversationId } = params
      const said = await findSaid(database, caller, { conversationId, clientId: body.clientId })
      if (said) return reply.code(200).send(said)
      await desk.refuseUnseen(caller, conversationId)
      if (body.buttons) await check(caller, params.id, body)
      const author = await desk.authorOf(caller)
      const chosen = body.template && (await choose(caller, params.id, body.template))
      const request = await toWriteRequest(database, caller.accountId, params.id, {
        operator: author,
        written: body,
        chosen,
        now: clock.now(),
      })
      let outcome = await desk.advance(caller.accountId, request)
      if (outcome.result === 'refused' && outcome.refusal.code === 'needs-taking') {
        await desk.take(caller, params.id)
        outcome = await desk.advance(caller.accountId, request)
      }
      return reply.code(outcome.result === 'duplicate' ? 200 : 201).send(answerOf(outcome))
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
