import { conversation, id } from '@otklik/protocol'
import { v7 as newId } from 'uuid'
import { z } from 'zod'

import type { App } from '../http/index.ts'
import { conversationOf } from './answers.ts'
import type { Desk } from './desk.ts'

const byId = z.strictObject({ id })
const taking = { access: { permission: 'conversations.take' } } as const
const closing = { access: { permission: 'conversations.close' } } as const

/** Who holds a conversation, and whether it goes on. */
export function holdingRoutes(app: App, desk: Desk): void {
  app.route({
    method: 'POST',
    url: '/api/v1/conversations/:id/assignment',
    config: taking,
    schema: { params: byId, response: { 200: conversation } },
    handler: async ({ caller, params }) => {
      const operator = await desk.personOf(caller)
      const mayTakeOver = caller.can('conversations.reassign')
      const outcome = await desk.take(caller.accountId, params.id, { operator, mayTakeOver })
      return conversationOf(outcome, () => desk.getConversation(caller, params.id))
    },
  })
  app.route({
    method: 'DELETE',
    url: '/api/v1/conversations/:id/assignment',
    config: taking,
    schema: { params: byId, response: { 200: conversation } },
    handler: async ({ caller, params }) => {
      const operator = await desk.personOf(caller)
      const mayReturnOthers = caller.can('conversations.reassign')
      const lineId = newId()
      const trigger = { type: 'returned', operator, lineId, mayReturnOthers } as const
      const outcome = await desk.tell(caller, params.id, trigger)
      return conversationOf(outcome, () => desk.getConversation(caller, params.id))
    },
  })
  app.route({
    method: 'POST',
    url: '/api/v1/conversations/:id/closure',
    config: closing,
    schema: { params: byId, response: { 200: conversation } },
    handler: async ({ caller, params }) => {
      const operator = await desk.personOf(caller)
      const mayCloseOthers = caller.can('conversations.reassign')
      const trigger = { type: 'close-asked', operator, mayCloseOthers } as const
      const outcome = await desk.tell(caller, params.id, trigger)
      return conversationOf(outcome, () => desk.getConversation(caller, params.id))
    },
  })
  app.route({
    method: 'DELETE',
    url: '/api/v1/conversations/:id/closure',
    config: closing,
    schema: { params: byId, response: { 200: conversation } },
    handler: async ({ caller, params }) => {
      const outcome = await desk.tell(caller, params.id, { type: 'close-undone' })
      return conversationOf(outcome, () => desk.getConversation(caller, params.id))
    },
  })
}
