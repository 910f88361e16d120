import {
  channelCheckRequest,
  channelDetails,
  channelIdentity,
  channelKindView,
  connectChannelRequest,
  disconnectChannelRequest,
  editChannelRequest,
  id,
  logEntry,
  quarantinedUpdate,
} from '@otklik/protocol'
import { z } from 'zod'

import { type App, NotFoundError, Refusal } from '../http/index.ts'
import { type Connecting, checkChannel, connectChannel, getKind } from './connect-channel.ts'
import { disconnectChannel, editChannel } from './edit-channel.ts'
import type { OpenChannel } from './open-channels.ts'
import {
  type ChannelRow,
  maskedSettings,
  viewChannel,
  viewHealth,
  viewKinds,
} from './view-channel.ts'

const byId = z.strictObject({ id })

/** «Соцсети и мессенджеры»: what administrators see and do. */
export function channelRoutes(app: App, world: Connecting): void {
  const { database, channels, hints } = world
  const reading = { access: { permission: 'channels.read' } } as const
  const managing = { access: { permission: 'channels.manage' } } as const

  async function details(accountId: string, row: ChannelRow) {
    const kind = getKind(row.kind)
    const { settings } = await channels.get(accountId, row.id, row.version)
    return {
      ...viewChannel(row),
      health: await viewHealth(database, accountId, row),
      settings: maskedSettings(kind, row, settings),
      signature: row.signature,
      createdAt: row.created_at.toISOString(),
    }
  }

  async function find(accountId: string, channelId: string): Promise<ChannelRow> {
    const { rows } = await database.query<ChannelRow>(
      'select * from channels where account_id = $1 and id = $2',
      [accountId, channelId],
    )
    if (!rows[0]) throw new NotFoundError()
    return rows[0]
  }

  async function open(accountId: string, channelId: string): Promise<OpenChannel> {
    const row = await find(accountId, channelId)
    return channels.get(accountId, channelId, row.version)
  }

  app.route({
    method: 'GET',
    url: '/api/v1/channel-kinds',
    config: reading,
    schema: { response: { 200: z.array(channelKindView) } },
    handler: async () => viewKinds(),
  })
  app.route({
    method: 'GET',
    url: '/api/v1/channels',
    config: reading,
    schema: { response: { 200: z.array(channelDetails) } },
    handler: async ({ caller: { accountId } }) => {
      const { rows } = await database.query<ChannelRow>(
        'select * from channels where account_id = $1 order by created_at',
        [accountId],
      )
      return Promise.all(rows.map((row) => details(accountId, row)))
    },
  })
  app.route({
    method: 'GET',
    url: '/api/v1/channels/:id',
    config: reading,
    schema: { params: byId, response: { 200: channelDetails } },
    handler: async ({ caller: { accountId }, params }) =>
      details(accountId, await find(accountId, params.id)),
  })
  app.route({
    method: 'POST',
    url: '/api/v1/channel-checks',
    config: managing,
    schema: { body: channelCheckRequest, response: { 200: channelIdentity } },
    handler: ({ caller: { accountId }, body }) => checkChannel(world, { accountId, ...body }),
  })
  app.route({
    method: 'POST',
    url: '/api/v1/channels',
    config: managing,
    schema: { body: connectChannelRequest, response: { 201: channelDetails } },
    handler: async ({ caller: { accountId }, body }, reply) => {
      const row = await connectChannel(world, { accountId, ...body })
      return reply.code(201).send(await details(accountId, row))
    },
  })
  app.route({
    method: 'PATCH',
    url: '/api/v1/channels/:id',
    config: managing,
    schema: { params: byId, body: editChannelRequest, response: { 200: channelDetails } },
    handler: async ({ caller: { accountId }, params, body }) => {
      const row = await editChannel(world, await open(accountId, params.id), body)
      return details(accountId, row)
    },
  })
  app.route({
    method: 'POST',
    url: '/api/v1/channels/:id/disconnection',
    config: managing,
    schema: { params: byId, body: disconnectChannelRequest, response: { 200: channelDetails } },
    handler: async ({ caller: { accountId }, params, body }) => {
      if (!body.consent) throw new Refusal('consent-needed')
      const row = await disconnectChannel(world, await open(accountId, params.id))
      return details(accountId, row)
    },
  })
  app.route({
    method: 'GET',
    url: '/api/v1/channels/:id/log',
    config: reading,
    schema: { params: byId, response: { 200: z.array(logEntry) } },
    handler: async ({ caller: { accountId }, params }) => {
      await find(accountId, params.id)
      return readLog(world, accountId, params.id)
    },
  })
  app.route({
    method: 'GET',
    url: '/api/v1/channels/:id/quarantine',
    config: managing,
    schema: { params: byId, response: { 200: z.array(quarantinedUpdate) } },
    handler: async ({ caller: { accountId }, params }) => {
      await find(accountId, params.id)
      return readQuarantine(world, accountId, params.id)
    },
  })
  app.route({
    method: 'POST',
    url: '/api/v1/channels/:id/quarantine/:updateId/attempts',
    config: managing,
    schema: {
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
