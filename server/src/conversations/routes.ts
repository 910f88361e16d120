import {
  attemptRequest,
  contactCard,
  conversation,
  conversationPage,
  conversationPageQuery,
  editMessageRequest,
  id,
  message,
  messagePage,
  messagePageQuery,
  readRequest,
  sendMessageRequest,
} from '@otklik/protocol'
import { v7 as newId } from 'uuid'
import { z } from 'zod'
import {
  type App,
  type Caller,
  InvalidFieldsError,
  NotFoundError,
  requirePermission,
} from '../http/index.ts'
import { lastNumber } from '../realtime/index.ts'
import type { Person, Trigger } from '../rules/index.ts'
import type { Advance, Surroundings } from './advance.ts'
import { answerOf, conversationOf, messageOf, refuse } from './answers.ts'
import {
  findContactCard,
  findConversation,
  findMessage,
  listClosedConversations,
  listMessages,
} from './queries.ts'
import type { Outcome } from './request.ts'
import { toWriteRequest } from './write-message.ts'

export interface ConversationRoutes extends Surroundings {
  advance: Advance
  /** An operator by the name of now. */
  findPerson(accountId: string, operatorId: string): Promise<Person>
  /** «Взять в работу», in a transaction of the routing's kind. */
  take(
    accountId: string,
    conversationId: string,
    by: { operator: Person; mayTakeOver: boolean },
  ): Promise<Outcome>
}

const byId = z.strictObject({ id })
const byMessage = z.strictObject({ id, messageId: id })

/** Reading conversations and acting in them. */
export function conversationRoutes(app: App, world: ConversationRoutes): void {
  const { database, advance, clock } = world
  const reading = { access: { permission: 'conversations.read' } } as const
  const replying = { access: { permission: 'conversations.reply' } } as const
  const taking = { access: { permission: 'conversations.take' } } as const
  const closing = { access: { permission: 'conversations.close' } } as const

  const personOf = ({ accountId, operatorId }: Caller) => world.findPerson(accountId, operatorId)
  const tell = (
    caller: Caller,
    conversationId: string,
    trigger: Trigger,
    messageIds: string[] = [],
  ) => advance(caller.accountId, { target: { conversationId, messageIds }, what: { trigger } })

  app.route({
    method: 'GET',
    url: '/api/v1/conversations',
    config: reading,
    schema: { querystring: conversationPageQuery, response: { 200: conversationPage } },
    handler: ({ caller, query }) => listClosedConversations(database, caller.accountId, query),
  })
  app.route({
    method: 'GET',
    url: '/api/v1/conversations/:id',
    config: reading,
    schema: { params: byId, response: { 200: conversation } },
    handler: ({ caller, params }) => getConversation(caller, params.id),
  })
  app.route({
    method: 'GET',
    url: '/api/v1/conversations/:id/messages',
    config: reading,
    schema: { params: byId, querystring: messagePageQuery, response: { 200: messagePage } },
    handler: async ({ caller, params, query }) => {
      const number = await lastNumber(database, caller.accountId)
      await getConversation(caller, params.id)
      const page = await listMessages(database, caller.accountId, params.id, query)
      return { number, ...page }
    },
  })
  app.route({
    method: 'POST',
    url: '/api/v1/conversations/:id/messages',
    // A note needs less than a reply: which of them it is, the body says.
    config: reading,
    schema: { params: byId, body: sendMessageRequest, response: { 200: message, 201: message } },
    handler: async ({ caller, params, body }, reply) => {
      requirePermission(caller, body.kind === 'note' ? 'notes.write' : 'conversations.reply')
      if (!body.text.trim() && body.fileIds.length === 0) {
        throw new InvalidFieldsError({ text: { code: 'required' } })
      }
      const operator = await personOf(caller)
      const request = await toWriteRequest(database, caller.accountId, params.id, {
        operator,
        written: body,
        now: clock.now(),
      })
      let outcome = await advance(caller.accountId, request)
      if (outcome.result === 'refused' && outcome.refusal.code === 'needs-taking') {
        refuse(await world.take(caller.accountId, params.id, { operator, mayTakeOver: false }))
        outcome = await advance(caller.accountId, request)
      }
      return reply.code(outcome.result === 'duplicate' ? 200 : 201).send(answerOf(outcome))
    },
  })
  app.route({
    method: 'PATCH',
    url: '/api/v1/conversations/:id/messages/:messageId',
    config: replying,
    schema: { params: byMessage, body: editMessageRequest, response: { 200: message } },
    handler: async ({ caller, params: { id: conversationId, messageId }, body }) => {
      const text = body.text.trim()
      if (!text) throw new InvalidFieldsError({ text: { code: 'required' } })
      const operator = await personOf(caller)
      const trigger = { type: 'operator-edited', operator, messageId, text } as const
      const outcome = await tell(caller, conversationId, trigger, [messageId])
      return messageOf(outcome, () => getMessage(caller, conversationId, messageId))
    },
  })
  app.route({
    method: 'DELETE',
    url: '/api/v1/conversations/:id/messages/:messageId',
    config: replying,
    schema: { params: byMessage, response: { 200: message } },
    handler: async ({ caller, params: { id: conversationId, messageId } }) => {
      const operator = await personOf(caller)
      const trigger = { type: 'operator-deleted', operator, messageId } as const
      const outcome = await tell(caller, conversationId, trigger, [messageId])
      return messageOf(outcome, () => getMessage(caller, conversationId, messageId))
    },
  })
  app.route({
    method: 'POST',
    url: '/api/v1/conversations/:id/messages/:messageId/attempts',
    config: replying,
    schema: { params: byMessage, body: attemptRequest, response: { 200: message } },
    handler: async ({ caller, params: { id: conversationId, messageId }, body }) => {
      const type = body.as === 'send-again' ? 'operator-tried-again' : 'operator-counted-as-sent'
      const outcome = await tell(caller, conversationId, { type, messageId }, [messageId])
      return messageOf(outcome, () => getMessage(caller, conversationId, messageId))
    },
  })
  app.route({
    method: 'POST',
    url: '/api/v1/conversations/:id/assignment',
    config: taking,
    schema: { params: byId, response: { 200: conversation } },
    handler: async ({ caller, params }) => {
      const operator = await personOf(caller)
      const mayTakeOver = caller.can('conversations.reassign')
      const outcome = await world.take(caller.accountId, params.id, { operator, mayTakeOver })
      return conversationOf(outcome, () => getConversation(caller, params.id))
    },
  })
  app.route({
    method: 'DELETE',
    url: '/api/v1/conversations/:id/assignment',
    config: taking,
    schema: { params: byId, response: { 200: conversation } },
    handler: async ({ caller, params }) => {
      const operator = await personOf(caller)
      const mayReturnOthers = caller.can('conversations.reassign')
      const lineId = newId()
      const trigger = { type: 'returned', operator, lineId, mayReturnOthers } as const
      const outcome = await tell(caller, params.id, trigger)
      return conversationOf(outcome, () => getConversation(caller, params.id))
    },
  })
  app.route({
    method: 'POST',
    url: '/api/v1/conversations/:id/closure',
    config: closing,
    schema: { params: byId, response: { 200: conversation } },
    handler: async ({ caller, params }) => {
      const operator = await personOf(caller)
      const mayCloseOthers = caller.can('conversations.reassign')
      const trigger = { type: 'close-asked', operator, mayCloseOthers } as const
      const outcome = await tell(caller, params.id, trigger)
      return conversationOf(outcome, () => getConversation(caller, params.id))
    },
  })
  app.route({
    method: 'DELETE',
    url: '/api/v1/conversations/:id/closure',
    config: closing,
    schema: { params: byId, response: { 200: conversation } },
    handler: async ({ caller, params }) => {
      const outcome = await tell(caller, params.id, { type: 'close-undone' })
      return conversationOf(outcome, () => getConversation(caller, params.id))
    },
  })
  app.route({
    method: 'PUT',
    url: '/api/v1/conversations/:id/read',
    config: reading,
    schema: { params: byId, body: readRequest, response: { 204: z.null() } },
    handler: async ({ caller, params, body }, reply) => {
      const { operatorId } = caller
      refuse(await tell(caller, params.id, { type: 'seen', operatorId, seq: body.seq }))
      return reply.code(204).send(null)
    },
  })
  app.route({
    method: 'DELETE',
    url: '/api/v1/conversations/:id/read',
    config: taking,
    schema: { params: byId, response: { 204: z.null() } },
    handler: async ({ caller, params }, reply) => {
      refuse(await tell(caller, params.id, { type: 'marked-unread' }))
      return reply.code(204).send(null)
    },
  })
  app.route({
    method: 'GET',
    url: '/api/v1/contacts/:id',
    config: reading,
    schema: { params: byId, response: { 200: contactCard } },
    handler: async ({ caller, params }) => {
      const card = await findContactCard(database, caller.accountId, params.id)
      if (!card) throw new NotFoundError()
      return card
    },
  })

  async function getMessage({ accountId }: Caller, conversationId: string, messageId: string) {
    const found = await findMessage(database, accountId, conversationId, messageId)
    if (!found) throw new NotFoundError()
    return found
  }

  async function getConversation({ accountId }: Caller, conversationId: string) {
    const found = await findConversation(database, accountId, conversationId)
    if (!found) throw new NotFoundError()
    return found
  }
}
