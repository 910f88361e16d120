import { id } from '@otklik/protocol'
import { activeSession } from '@otklik/protocol/settings'
import { z } from 'zod'

import { type App, NotFoundError } from '../http/index.ts'
import { deviceOf } from './device.ts'
import type { AccessParts } from './parts.ts'

const tags = ['access']
const config = { access: 'signed-in', whenSuspended: true, whenUnprotected: true } as const

/** «Активные входы»: where one is signed in, and out of it again. */
export function activeSessionRoutes(app: App, parts: AccessParts): void {
  const { sessions, cookie } = parts

  app.route({
    method: 'GET',
    url: '/api/v1/sessions',
    config,
    schema: {
      tags,
      summary: 'Browsers in which one is signed in, the last used first',
      response: { 200: z.array(activeSession) },
    },
    handler: async ({ caller }) => {
      const found = await sessions.listOf(caller)
      return found.map(({ id: sessionId, userAgent, startedAt, lastSeenAt }) => ({
        id: sessionId,
        ...deviceOf(userAgent),
        startedAt: startedAt.toISOString(),
        lastSeenAt: lastSeenAt.toISOString(),
        isCurrent: sessionId === caller.sessionId,
      }))
    },
  })

  app.route({
    method: 'DELETE',
    url: '/api/v1/sessions/:id',
    config,
    schema: {
      tags,
      summary: 'Sign out of one of them',
      params: z.object({ id }),
      response: { 204: z.undefined() },
    },
    handler: async ({ caller, params }, reply) => {
      if (!(await sessions.endOne(caller, params.id))) throw new NotFoundError()
      return reply.code(204).send()
    },
  })

  app.route({
    method: 'DELETE',
    url: '/api/v1/sessions',
    config,
    schema: { tags, summary: 'Sign out of all of them', response: { 204: z.undefined() } },
    handler: async ({ caller }, reply) => {
      const { userId, accountId, onlyAccount } = caller
      await sessions.endAllOf(parts.database, { userId, ...(onlyAccount && { accountId }) })
      sessions.forget(userId)
      return reply.header('set-cookie', cookie.clear()).code(204).send()
    },
  })
}
