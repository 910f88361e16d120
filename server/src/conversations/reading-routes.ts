import {
  conversation,
  conversationPage,
  conversationPageQuery,
  decision,
  id,
  messageDelivery,
  messagePage,
  messagePageQuery,
  readRequest,
} from '@otklik/protocol'
import { z } from 'zod'

import { type App, NotFoundError } from '../http/index.ts'
import { lastNumber } from '../realtime/index.ts'
import { refuse } from './answers.ts'
import { findDelivery } from './delivery.ts'
import type { Desk } from './desk.ts'
import { listClosedConversations } from './list-closed.ts'
import { markMentionsSeen } from './mentions.ts'
import { findDecision, listMessages } from './queries.ts'

const byId = z.strictObject({ id })
const byMessage = z.strictObject({ id, messageId: id })
const reading = { access: { permission: 'conversations.read' } } as const
const taking = { access: { permission: 'conversations.take' } } as const

/** Conversations, transcripts and contact cards; and what has been seen of them. */
export function readingRoutes(app: App, desk: Desk): void {
  const { database } = desk

  app.route({
    method: 'GET',
    url: '/api/v1/conversations',
    config: reading,
    schema: {
      summary: 'Closed conversations, newest first',
      querystring: conversationPageQuery,
      response: { 200: conversationPage },
    },
    handler: ({ caller, query }) => listClosedConversations(database, caller, query),
  })
  app.route({
    method: 'GET',
    url: '/api/v1/conversations/:id',
    config: reading,
    schema: { summary: 'A conversation', params: byId, response: { 200: conversation } },
    handler: ({ caller, params }) => desk.getConversation(caller, params.id),
  })
  app.route({
    method: 'GET',
    url: '/api/v1/conversations/:id/messages',
    config: reading,
    schema: {
      summary: 'A page of its transcript',
      params: byId,
      querystring: messagePageQuery,
      response: { 200: messagePage },
    },
    handler: async ({ caller, params, query }) => {
      const number = await lastNumber(database, caller.accountId)
      await desk.refuseUnseen(caller, params.id)
      const page = await listMessages(database, caller.accountId, params.id, query)
      return { number, ...page }
    },
  })
  app.route({
    method: 'PUT',
    url: '/api/v1/conversations/:id/read',
    config: reading,
    schema: {
      summary: 'What its holder has seen',
      params: byId,
      body: readRequest,
      response: { 204: z.null() },
    },
    handler: async ({ caller, params, body }, reply) => {
      const { operatorId } = caller
      refuse(await desk.tell(caller, params.id, { type: 'seen', operatorId, seq: body.seq }))
      return reply.code(204).send(null)
    },
  })
  app.route({
    method: 'DELETE',
    url: '/api/v1/conversations/:id/read',
    config: taking,
    schema: { summary: 'Mark as not answered', params: byId, response: { 204: z.null() } },
    handler: async ({ caller, params }, reply) => {
      refuse(await desk.tell(caller, params.id, { type: 'marked-unread' }))
      return reply.code(204).send(null)
    },
  })
  app.route({
    method: 'GET',
    url: '/api/v1/conversations/:id/messages/:messageId/decision',
    config: reading,
    schema: {
      summary: '«Почему?»: whom routing could have chosen, and what decided',
      params: byMessage,
      response: { 200: decision },
    },
    handler: async ({ caller, params: { id: conversationId, messageId } }) => {
      await desk.refuseUnseen(caller, conversationId)
      const found = await findDecision(database, caller.accountId, conversationId, messageId)
      if (!found) throw new NotFoundError()
      return found
    },
  })
  app.route({
    method: 'GET',
    url: '/api/v1/conversations/:id/messages/:messageId/delivery',
    config: reading,
    schema: {
      summary: '«Как доставлялось»: every call of the platform and every try of it',
      params: byMessage,
      response: { 200: messageDelivery },
    },
    handler: async ({ caller, params: { id: conversationId, messageId } }) => {
      await desk.getConversation(caller, conversationId)
      await desk.getMessage(caller, conversationId, messageId)
      return findDelivery(database, caller.accountId, messageId)
    },
  })
  app.route({
    method: 'PUT',
    url: '/api/v1/conversations/:id/mentions/seen',
    config: reading,
    schema: {
      summary: 'The reader has seen the notes that call them by name',
      params: byId,
      response: { 204: z.null() },
    },
    handler: async ({ caller, params }, reply) => {
      const { accountId, operatorId } = caller
      await desk.refuseUnseen(caller, params.id)
      const where = { operatorId, conversationId: params.id }
      const isNews = await markMentionsSeen(database, accountId, where)
      if (isNews) desk.hints.send('feed', accountId)
      return reply.code(204).send(null)
    },
  })
}
