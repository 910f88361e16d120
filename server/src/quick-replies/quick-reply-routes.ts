import { createQuickReplyRequest, editQuickReplyRequest, id, quickReply } from '@otklik/protocol'
import { z } from 'zod'

import type { Database } from '../database/index.ts'
import type { App } from '../http/index.ts'
import {
  createQuickReply,
  deleteQuickReply,
  editQuickReply,
  listQuickReplies,
} from './quick-replies.ts'

const tags = ['quick-replies']
const byId = z.strictObject({ id })
const replying = { access: { permission: 'conversations.reply' } } as const

/** «Быстрые ответы»: phrases to insert. Who may change which depends on whose they are. */
export function quickReplyRoutes(app: App, { database }: { database: Database }): void {
  app.route({
    method: 'GET',
    url: '/api/v1/quick-replies',
    config: { access: { permission: 'conversations.read' } },
    schema: {
      tags,
      summary: 'My quick replies, those of my teams, and those of the company',
      response: { 200: z.array(quickReply) },
    },
    handler: ({ caller }) => listQuickReplies(database, caller),
  })
  app.route({
    method: 'POST',
    url: '/api/v1/quick-replies',
    config: replying,
    schema: {
      tags,
      summary: 'Keep a phrase',
      body: createQuickReplyRequest,
      response: { 201: quickReply },
    },
    handler: async ({ caller, body }, reply) => {
      const made = await database.transaction((client) => createQuickReply(client, caller, body))
      return reply.code(201).send(made)
    },
  })
  app.route({
    method: 'PATCH',
    url: '/api/v1/quick-replies/:id',
    config: replying,
    schema: {
      tags,
      summary: 'Change a phrase',
      params: byId,
      body: editQuickReplyRequest,
      response: { 200: quickReply },
    },
    handler: ({ caller, params, body }) =>
      database.transaction((client) =>
        editQuickReply(client, caller, { id: params.id, edited: body }),
      ),
  })
  app.route({
    method: 'DELETE',
    url: '/api/v1/quick-replies/:id',
    config: replying,
    schema: { tags, summary: 'Delete a phrase', params: byId, response: { 204: z.null() } },
    handler: async ({ caller, params }, reply) => {
      await database.transaction((client) => deleteQuickReply(client, caller, params.id))
      return reply.code(204).send(null)
    },
  })
}
