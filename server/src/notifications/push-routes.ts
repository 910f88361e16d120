import { pushKey, pushSubscriptionRequest } from '@otklik/protocol'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'

import { hashToken } from '../access/index.ts'
import type { Database } from '../database/index.ts'
import { type App, Refusal } from '../http/index.ts'
import type { Clock } from '../lib/clock.ts'
import type { Hints } from '../lib/hints.ts'
import { queueTrial } from './queue-pushes.ts'
import { forgetSubscription, saveSubscription } from './subscriptions.ts'
import type { PushKeys } from './vapid.ts'

interface Parts {
  database: Database
  clock: Clock
  cookie: { read(header: string | undefined): string | undefined }
  /** Push services inside the network, for an installation of one's own. */
  allowedHosts: readonly string[]
  pushKeys(): Promise<PushKeys>
  hints: Hints
}

const tags = ['notifications']

/** Where a browser is told of what happens while the workplace is closed in it. */
export function pushRoutes(app: App, parts: Parts): void {
  const { database, clock, allowedHosts, pushKeys, hints } = parts
  const own = { access: 'signed-in' } as const

  /** A browser is known by its session. */
  const sessionOf = ({ headers }: Pick<FastifyRequest, 'headers'>): Buffer => {
    const hash = hashToken(parts.cookie.read(headers.cookie))
    if (!hash) throw new Refusal('signed-out')
    return hash
  }

  app.route({
    method: 'GET',
    url: '/api/v1/push/key',
    config: own,
    schema: { tags, summary: 'The key that a browser subscribes with', response: { 200: pushKey } },
    handler: async () => ({ key: (await pushKeys()).publicKey }),
  })

  app.route({
    method: 'PUT',
    url: '/api/v1/push/subscription',
    config: own,
    schema: {
      tags,
      summary: 'Tell this browser while the workplace is closed in it',
      body: pushSubscriptionRequest,
      response: { 204: z.undefined() },
    },
    handler: async (request, reply) => {
      const { caller, body: subscription } = request
      const now = clock.now()
      const sessionHash = sessionOf(request)
      await saveSubscription(database, { caller, sessionHash, subscription, allowedHosts, now })
      return reply.code(204).send()
    },
  })

  app.route({
    method: 'DELETE',
    url: '/api/v1/push/subscription',
    config: own,
    schema: { tags, summary: 'Tell this browser no more', response: { 204: z.undefined() } },
    handler: async (request, reply) => {
      const { caller } = request
      await forgetSubscription(database, { caller, sessionHash: sessionOf(request) })
      return reply.code(204).send()
    },
  })

  app.route({
    method: 'POST',
    url: '/api/v1/push/trial',
    config: own,
    schema: {
      tags,
      summary: 'Send this browser a notification on trial',
      response: { 202: z.undefined() },
    },
    handler: async (request, reply) => {
      const { caller } = request
      await queueTrial(database, { caller, sessionHash: sessionOf(request), now: clock.now() })
      hints.send('pushes', caller.accountId)
      return reply.code(202).send()
    },
  })
}
