import { id, logEntry, quarantinedUpdate } from '@otklik/protocol'
import { channelStanding } from '@otklik/protocol/settings'
import { z } from 'zod'

import { type App, NotFoundError } from '../http/index.ts'
import type { Clock } from '../lib/clock.ts'
import type { Connecting } from './connect-channel.ts'
import { getChannel } from './view-channel.ts'
import { viewStanding } from './view-standing.ts'

const byId = z.strictObject({ id })
const reading = { access: { permission: 'channels.read' } } as const
const managing = { access: { permission: 'channels.manage' } } as const

/** «Журнал», «Состояние», and the updates that nobody could read. */
export function channelLogRoutes(app: App, world: Connecting & { clock: Clock }): void {
  const { database, hints, clock } = world

  app.route({
    method: 'GET',
    url: '/api/v1/channels/:id/log',
    config: reading,
    schema: {
      summary: 'The last calls of a channel',
      params: byId,
      response: { 200: z.array(logEntry) },
    },
    handler: async ({ caller: { accountId }, params }) => {
      await getChannel(database, accountId, params.id)
      return readLog(world, accountId, params.id)
    },
  })
  app.route({
    method: 'GET',
    url: '/api/v1/channels/:id/standing',
    config: reading,
    schema: {
      summary: 'Since when a channel is as it is, and what was refused today',
      params: byId,
      response: { 200: channelStanding },
    },
    handler: ({ caller: { accountId }, params }) =>
      viewStanding(database, accountId, { channelId: params.id, now: clock.now() }),
  })
  app.route({
    method: 'GET',
    url: '/api/v1/channels/:id/quarantine',
    config: managing,
    schema: {
      summary: 'Updates that could not be read',
      params: byId,
      response: { 200: z.array(quarantinedUpdate) },
    },
    handler: async ({ caller: { accountId }, params }) => {
      await getChannel(database, accountId, params.id)
      return readQuarantine(world, accountId, params.id)
    },
  })
  app.route({
    method: 'POST',
    url: '/api/v1/channels/:id/quarantine/:updateId/attempts',
    config: managing,
    schema: {
      summary: 'Read one of them again',
      params: z.strictObject({ id, updateId: z.string().regex(/^\d{1,18}$/) }),
      response: { 202: z.null() },
    },
    handler: async ({ caller: { accountId }, params }, reply) => {
      const { rowCount } = await database.query(
        `update inbox set state = 'new', next_at = now()
         where account_id = $1 and channel_id = $2 and id = $3 and state = 'quarantined'`,
        [accountId, params.id, params.updateId],
      )
      if (!rowCount) throw new NotFoundError()
      hints.send('inbox', accountId)
      return reply.code(202).send(null)
    },
  })
}

async function readLog({ database }: Connecting, accountId: string, channelId: string) {
  const { rows } = await database.query<{
    at: Date
    direction: 'in' | 'out'
    what: string
    status: string
    duration_ms: number | null
    is_failure: boolean
    detail: string | null
  }>(
    'select * from channel_log where account_id = $1 and channel_id = $2 order by id desc limit 200',
    [accountId, channelId],
  )
  return rows.map((row) => ({
    at: row.at.toISOString(),
    direction: row.direction,
    what: row.what,
    status: row.status,
    isFailure: row.is_failure,
    ...(row.duration_ms !== null && { durationMs: row.duration_ms }),
    ...(row.detail && { detail: row.detail }),
  }))
}

async function readQuarantine({ database }: Connecting, accountId: string, channelId: string) {
  const { rows } = await database.query<{
    id: number
    received_at: Date
    tries: number
    problem: string | null
    body: Buffer
  }>(
    `select id, received_at, tries, problem, substring(body from 1 for 4000) as body from inbox
     where account_id = $1 and channel_id = $2 and state = 'quarantined' order by id desc limit 100`,
    [accountId, channelId],
  )
  return rows.map((row) => ({
    id: String(row.id),
    receivedAt: row.received_at.toISOString(),
    tries: row.tries,
    problem: row.problem ?? '',
    body: row.body.toString('utf8'),
  }))
}
