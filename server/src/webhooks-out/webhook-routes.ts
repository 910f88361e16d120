import { id } from '@otklik/protocol'
import {
  createWebhookRequest,
  editWebhookRequest,
  newWebhook,
  newWebhookSecret,
  replayAnswer,
  replayRequest,
  webhook,
  webhookDelivery,
  webhookDeliveryDetail,
  webhookDeliveryPage,
} from '@otklik/protocol/settings'
import { z } from 'zod'

import type { App, Caller } from '../http/index.ts'
import { attemptDelivery } from './attempt-delivery.ts'
import { createWebhook, deleteWebhook, editWebhook, rotateSecret } from './change-webhooks.ts'
import { addTestEvent, getDelivery, listDeliveries, replay } from './deliveries.ts'
import type { WebhookWorld } from './parts.ts'
import { settleTest } from './settle-test.ts'
import { getWebhook, listWebhooks, lockWebhook } from './webhook-row.ts'

const tags = ['developers']
/** A key that was taken must not be able to have all that happens sent elsewhere. */
const managing = { access: { permission: 'developers.manage' }, byKey: false } as const
const params = z.strictObject({ id })
const PAGE = 50

interface Parts extends WebhookWorld {
  allowedHosts: readonly string[]
}

/** «Вебхуки» of «Для разработчиков»: where a company's systems are told what happens. */
export function outgoingWebhookRoutes(app: App, parts: Parts): void {
  const { database, clock, hints, secrets, allowedHosts } = parts
  const changing = (author: Caller) => ({ author, secrets, allowedHosts, now: clock.now() })

  app.route({
    method: 'GET',
    url: '/api/v1/webhooks',
    config: managing,
    schema: { tags, summary: 'Outgoing webhooks', response: { 200: z.array(webhook) } },
    handler: ({ caller }) => listWebhooks(database, caller.accountId),
  })

  app.route({
    method: 'POST',
    url: '/api/v1/webhooks',
    config: managing,
    schema: {
      tags,
      summary: 'Tell an address what happens; what signs is told in this answer and never again',
      body: createWebhookRequest,
      response: { 201: newWebhook },
    },
    handler: async ({ caller, body }, reply) => {
      const made = await database.transaction((client) =>
        createWebhook(client, changing(caller), body),
      )
      return reply.code(201).send(made)
    },
  })

  app.route({
    method: 'PATCH',
    url: '/api/v1/webhooks/:id',
    config: managing,
    schema: {
      tags,
      summary: 'Change a webhook, switch it off or on',
      params,
      body: editWebhookRequest,
      response: { 200: webhook },
    },
    handler: async ({ caller, params: { id: webhookId }, body }) => {
      const edited = await database.transaction((client) =>
        editWebhook(client, { ...changing(caller), webhookId }, body),
      )
      hints.send('webhooks', caller.accountId)
      hints.send('channels', caller.accountId)
      return edited
    },
  })

  app.route({
    method: 'DELETE',
    url: '/api/v1/webhooks/:id',
    config: managing,
    schema: {
      tags,
      summary: 'Delete a webhook with its log',
      params,
      response: { 204: z.undefined() },
    },
    handler: async ({ caller, params: { id: webhookId } }, reply) => {
      await database.transaction((client) => deleteWebhook(client, { author: caller, webhookId }))
      hints.send('channels', caller.accountId)
      return reply.code(204).send()
    },
  })

  app.route({
    method: 'POST',
    url: '/api/v1/webhooks/:id/secret',
    config: managing,
    schema: {
      tags,
      summary: 'Another secret; the one before it signs too for a day',
      params,
      response: { 200: newWebhookSecret },
    },
    handler: ({ caller, params: { id: webhookId } }) =>
      database.transaction((client) => rotateSecret(client, { ...changing(caller), webhookId })),
  })

  app.route({
    method: 'POST',
    url: '/api/v1/webhooks/:id/test',
    config: managing,
    schema: {
      tags,
      summary: 'Send an event that says nothing, and tell what was answered',
      params,
      response: { 200: webhookDelivery },
    },
    handler: async ({ caller, params: { id: webhookId } }) => {
      const which = { accountId: caller.accountId, webhookId }
      const row = await database.transaction(async (client) => {
        const event = await addTestEvent(client, { which, now: clock.now() })
        const { eventId: event_id, body } = event
        return { ...(await lockWebhook(client, which)), event_id, body }
      })
      await settleTest(database, row, await attemptDelivery(parts, row))
      const {
        body: _body,
        attempts: _attempts,
        ...told
      } = await getDelivery(database, which, row.event_id)
      return told
    },
  })

  app.route({
    method: 'POST',
    url: '/api/v1/webhooks/:id/replays',
    config: managing,
    schema: {
      tags,
      summary: 'Send one event again, or all of a time',
      params,
      body: replayRequest,
      response: { 202: replayAnswer },
    },
    handler: async ({ caller, params: { id: webhookId }, body }, reply) => {
      const { accountId } = caller
      const count = await database.transaction((client) =>
        replay(client, { which: { accountId, webhookId }, now: clock.now() }, body),
      )
      hints.send('webhooks', accountId)
      return reply.code(202).send({ count })
    },
  })

  logRoutes(app, parts)
}

function logRoutes(app: App, { database }: Parts): void {
  app.route({
    method: 'GET',
    url: '/api/v1/webhooks/:id',
    config: managing,
    schema: { tags, summary: 'One webhook', params, response: { 200: webhook } },
    handler: ({ caller, params: { id: webhookId } }) =>
      getWebhook(database, { accountId: caller.accountId, webhookId }),
  })

  app.route({
    method: 'GET',
    url: '/api/v1/webhooks/:id/deliveries',
    config: managing,
    schema: {
      tags,
      summary: 'What was sent to it, the newest first',
      params,
      querystring: z.strictObject({
        before: z.coerce.number().int().optional(),
        state: webhookDelivery.shape.state.optional(),
      }),
      response: { 200: webhookDeliveryPage },
    },
    handler: ({ caller, params: { id: webhookId }, query }) => {
      const which = { accountId: caller.accountId, webhookId }
      return listDeliveries(database, which, { ...query, limit: PAGE })
    },
  })

  app.route({
    method: 'GET',
    url: '/api/v1/webhooks/:id/deliveries/:eventId',
    config: managing,
    schema: {
      tags,
      summary: 'What was sent, masked, and what was answered each time',
      params: z.strictObject({ id, eventId: z.string().max(100) }),
      response: { 200: webhookDeliveryDetail },
    },
    handler: ({ caller, params: { id: webhookId, eventId } }) =>
      getDelivery(database, { accountId: caller.accountId, webhookId }, eventId),
  })
}
