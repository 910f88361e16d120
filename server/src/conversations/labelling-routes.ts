import { conversation, id, labelConversationRequest } from '@otklik/protocol'
import { z } from 'zod'

import type { App } from '../http/index.ts'
import { createActs } from './acts.ts'
import type { Desk } from './desk.ts'

const byId = z.strictObject({ id })
const taking = { access: { permission: 'conversations.take' } } as const
const closing = { access: { permission: 'conversations.close' } } as const

/** What is said of a conversation: its topic, its tags, that it needs no answer, that it is no spam. */
export function labellingRoutes(app: App, desk: Desk): void {
  const { act, findLabels } = createActs(desk)

  app.route({
    method: 'PATCH',
    url: '/api/v1/conversations/:id/labels',
    config: taking,
    schema: {
      summary: '«Тематика» and «теги», of a conversation that is over too',
      params: byId,
      body: labelConversationRequest,
      response: { 200: conversation },
    },
    handler: async ({ caller, params, body }) => {
      const labels = await findLabels(caller, body)
      return act(caller, params.id, ({ operator, lineId }) => ({
        type: 'labelled',
        operator,
        lineId,
        ...labels,
      }))
    },
  })
  for (const [method, type, summary] of [
    ['PUT', 'answer-waived', '«Отвечать не нужно», until the customer writes again'],
    ['DELETE', 'answer-owed', 'An answer is owed after all, since when it was'],
  ] as const) {
    app.route({
      method,
      url: '/api/v1/conversations/:id/waiver',
      config: taking,
      schema: { summary, params: byId, response: { 200: conversation } },
      handler: ({ caller, params }) =>
        act(caller, params.id, ({ operator, lineId, mayReassign: mayActForOthers }) => ({
          type,
          operator,
          lineId,
          mayActForOthers,
        })),
    })
  }
  app.route({
    method: 'DELETE',
    url: '/api/v1/conversations/:id/spam',
    config: closing,
    schema: {
      summary: '«Не спам»: the next word of that address opens a conversation',
      params: byId,
      response: { 200: conversation },
    },
    handler: ({ caller, params }) =>
      act(caller, params.id, ({ operator, lineId }) => ({ type: 'not-spam', operator, lineId })),
  })
}
