import {
  conversation,
  id,
  message,
  planMessageRequest,
  replanMessageRequest,
} from '@otklik/protocol'
import { z } from 'zod'

import { type App, type Caller, InvalidFieldsError } from '../http/index.ts'
import type { Trigger } from '../rules/index.ts'
import { answerOf, conversationOf } from './answers.ts'
import type { Desk } from './desk.ts'
import { refuseButtons } from './offered-buttons.ts'
import { findMessage } from './queries.ts'
import type { Request } from './request.ts'
import { refuseEmpty, toFormat, toWriteRequest } from './write-message.ts'

const byId = z.strictObject({ id })
const byMessage = z.strictObject({ id, messageId: id })
const replying = { access: { permission: 'conversations.reply' } } as const

/** «Отправить позже»: what leaves by itself at its time, and what its author does about it. */
export function plannedRoutes(app: App, desk: Desk): void {
  const { channels, database, clock } = desk

  /** Whoever writes to a conversation that waits has taken it, now or later. */
  async function taking(caller: Caller, conversationId: string, request: Request) {
    const outcome = await desk.advance(caller.accountId, request)
    if (outcome.result !== 'refused' || outcome.refusal.code !== 'needs-taking') return outcome
    await desk.take(caller, conversationId)
    return desk.advance(caller.accountId, request)
  }

  async function act(caller: Caller, conversationId: string, trigger: Trigger) {
    const outcome = await desk.tell(caller, conversationId, trigger)
    return conversationOf(outcome, () => desk.rereadConversation(caller, conversationId))
  }

  app.route({
    method: 'POST',
    url: '/api/v1/conversations/:id/planned-messages',
    config: replying,
    schema: {
      summary: 'Answer the customer later, at a chosen time',
      params: byId,
      body: planMessageRequest,
      response: { 200: conversation },
    },
    handler: async ({ caller, params, body }) => {
      refuseEmpty(body)
      const { sendAt, ...written } = body
      const { channelId, kind } = await desk.getConversation(caller, params.id)
      if (written.buttons) {
        const channel = await channels.get(caller.accountId, channelId)
        const { buttons } = channel.kind.capabilities
        refuseButtons({ ...written, kind: 'message' }, buttons, { isComment: kind === 'comment' })
      }
      const request = await toWriteRequest(database, caller.accountId, params.id, {
        operator: await desk.authorOf(caller),
        written: { ...written, kind: 'message' },
        now: clock.now(),
        planned: new Date(sendAt),
      })
      const outcome = await taking(caller, params.id, request)
      return conversationOf(outcome, () => desk.rereadConversation(caller, params.id))
    },
  })
  app.route({
    method: 'PATCH',
    url: '/api/v1/conversations/:id/planned-messages/:messageId',
    config: replying,
    schema: {
      summary: 'Change what will be sent, or when',
      params: byMessage,
      body: replanMessageRequest,
      response: { 200: conversation },
    },
    handler: async ({ caller, params: { id: conversationId, messageId }, body }) => {
      const { planned = [] } = await desk.getConversation(caller, conversationId)
      const hasFiles = planned.some((each) => each.id === messageId && each.files?.length)
      const text = body.text.trim()
      if (!text && !hasFiles) throw new InvalidFieldsError({ text: { code: 'required' } })
      return act(caller, conversationId, {
        type: 'message-replanned',
        operator: await desk.personOf(caller),
        messageId,
        text,
        ...toFormat(body.text, body.format),
        sendAt: Date.parse(body.sendAt),
      })
    },
  })
  app.route({
    method: 'DELETE',
    url: '/api/v1/conversations/:id/planned-messages/:messageId',
    config: replying,
    schema: {
      summary: 'Not to send it after all',
      params: byMessage,
      response: { 200: conversation },
    },
    handler: async ({ caller, params: { id: conversationId, messageId } }) => {
      const told = await act(caller, conversationId, {
        type: 'message-unplanned',
        operator: await desk.personOf(caller),
        messageId,
        mayActForOthers: caller.can('conversations.reassign'),
      })
      // Its files belong to no message again: whoever does not send them otherwise has no use for them.
      await database.query(
        `update files set message_id = null, conversation_id = null
         where account_id = $1 and message_id = $2`,
        [caller.accountId, messageId],
      )
      return told
    },
  })
  app.route({
    method: 'POST',
    url: '/api/v1/conversations/:id/planned-messages/:messageId/sending',
    config: replying,
    schema: {
      summary: 'Send it now',
      params: byMessage,
      response: { 200: message, 201: message },
    },
    handler: async ({ caller, params: { id: conversationId, messageId } }, reply) => {
      await desk.refuseUnseen(caller, conversationId)
      // A repetition of a request whose answer was lost, or its time has come meanwhile.
      const findSaid = async () => {
        const said = await findMessage(database, caller.accountId, conversationId, messageId)
        return said?.author.id === caller.operatorId ? said : undefined
      }
      const said = await findSaid()
      if (said) return reply.code(200).send(said)
      const operator = await desk.personOf(caller)
      const outcome = await taking(caller, conversationId, {
        target: { conversationId },
        what: { trigger: { type: 'planned-sent', operator, messageId } },
      })
      // Two were at it, and the other one was faster.
      const now = outcome.result === 'refused' && (await findSaid())
      if (now) return reply.code(200).send(now)
      return reply.code(201).send(answerOf(outcome))
    },
  })
}
