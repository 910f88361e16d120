import { id } from '@otklik/protocol'
import {
  createReportSubscriptionRequest,
  editReportSubscriptionRequest,
  reportSubscription,
  reportSubscriptions,
} from '@otklik/protocol/reports'
import { z } from 'zod'

import type { Database } from '../database/index.ts'
import type { App } from '../http/index.ts'
import type { Clock } from '../lib/clock.ts'
import type { Mail } from '../lib/mail.ts'
import {
  createSubscription,
  deleteSubscription,
  editSubscription,
  listSubscriptions,
} from './subscriptions.ts'

const tags = ['reports']
const viewing = { access: { permission: 'reports.view' } } as const
const byId = z.strictObject({ id })

interface Parts {
  database: Database
  clock: Clock
  mail: Mail
}

/** Reports by e-mail: one's own, to the address one signs in with. */
export function subscriptionRoutes(app: App, { database, clock, mail }: Parts): void {
  app.route({
    method: 'GET',
    url: '/api/v1/report-subscriptions',
    config: viewing,
    schema: {
      tags,
      summary: 'The reports I get by e-mail',
      response: { 200: reportSubscriptions },
    },
    handler: async ({ caller }) => {
      const { rows } = await database.query<{ email: string }>(
        'select email from users where id = $1',
        [caller.userId],
      )
      const subscriptions = await listSubscriptions(database, caller)
      return { subscriptions, canSend: mail.canSend, email: rows[0]?.email ?? '' }
    },
  })
  app.route({
    method: 'POST',
    url: '/api/v1/report-subscriptions',
    config: viewing,
    schema: {
      tags,
      summary: 'Get a report by e-mail',
      body: createReportSubscriptionRequest,
      response: { 201: reportSubscription },
    },
    handler: async ({ caller, body }, reply) => {
      const made = await database.transaction((client) =>
        createSubscription(client, caller, { wanted: body, now: clock.now() }),
      )
      return reply.code(201).send(made)
    },
  })
  app.route({
    method: 'PATCH',
    url: '/api/v1/report-subscriptions/:id',
    config: viewing,
    schema: {
      tags,
      summary: 'Get it in another way',
      params: byId,
      body: editReportSubscriptionRequest,
      response: { 200: reportSubscription },
    },
    handler: ({ caller, params, body }) =>
      database.transaction((client) =>
        editSubscription(client, caller, { id: params.id, wanted: body, now: clock.now() }),
      ),
  })
  app.route({
    method: 'DELETE',
    url: '/api/v1/report-subscriptions/:id',
    config: viewing,
    schema: { tags, summary: 'Get it no more', params: byId, response: { 204: z.null() } },
    handler: async ({ caller, params }, reply) => {
      await deleteSubscription(database, caller, params.id)
      return reply.code(204).send(null)
    },
  })
}
