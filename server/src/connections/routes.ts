import {
  channelCheckRequest,
  channelDetails,
  channelIdentity,
  channelKindView,
  connectChannelRequest,
  disconnectChannelRequest,
  editChannelRequest,
  id,
} from '@otklik/protocol'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'

import { type App, Refusal, readersLanguage } from '../http/index.ts'
import { checkChannel, connectChannel, getKind } from './connect-channel.ts'
import { disconnectChannel, editChannel } from './edit-channel.ts'
import { viewFindings } from './findings.ts'
import type { OpenChannel } from './open-channels.ts'
import type { SigningIn } from './sign-in-routes.ts'
import { forgetSignIn, settingsOfSignIn } from './sign-ins.ts'
import {
  type ChannelRow,
  getChannel,
  maskedSettings,
  viewChannel,
  viewHealth,
  viewKinds,
} from './view-channel.ts'

const byId = z.strictObject({ id })

/** Who asks, and in what language. */
type Reading = Pick<FastifyRequest, 'caller' | 'headers'>

/** «Соцсети и мессенджеры»: what administrators see and do. */
export function channelRoutes(app: App, world: SigningIn): void {
  const { database, channels } = world
  const reading = { access: { permission: 'channels.read' } } as const
  const managing = { access: { permission: 'channels.manage' } } as const

  async function details(request: Reading, row: ChannelRow) {
    const { accountId } = request.caller
    const kind = getKind(row.kind)
    // A channel that does not open, its secret or its host refused, must be seen all the same.
    const opened = await channels
      .get(accountId, row.id, { version: row.version })
      .catch(() => undefined)
    return {
      ...viewChannel(row),
      health: await viewHealth(database, accountId, row),
      settings: maskedSettings(kind, row, opened?.settings),
      signature: row.signature,
      findings: viewFindings(row.findings, readersLanguage(request)),
      createdAt: row.created_at.toISOString(),
    }
  }

  const find = (accountId: string, channelId: string) => getChannel(database, accountId, channelId)

  async function open(accountId: string, channelId: string): Promise<OpenChannel> {
    const row = await find(accountId, channelId)
    return channels.get(accountId, channelId, { version: row.version })
  }

  app.route({
    method: 'GET',
    url: '/api/v1/channel-kinds',
    config: reading,
    schema: {
      summary: 'Platforms that can be connected',
      response: { 200: z.array(channelKindView) },
    },
    handler: async (request) => viewKinds(readersLanguage(request), world),
  })
  app.route({
    method: 'GET',
    url: '/api/v1/channels',
    config: reading,
    schema: { summary: 'Channels with their health', response: { 200: z.array(channelDetails) } },
    handler: async (request) => {
      const { accountId } = request.caller
      const { rows } = await database.query<ChannelRow>(
        'select * from channels where account_id = $1 order by created_at',
        [accountId],
      )
      return Promise.all(rows.map((row) => details(request, row)))
    },
  })
  app.route({
    method: 'GET',
    url: '/api/v1/channels/:id',
    config: reading,
    schema: { summary: 'A channel', params: byId, response: { 200: channelDetails } },
    handler: async (request) => {
      const { accountId } = request.caller
      return details(request, await find(accountId, request.params.id))
    },
  })
  app.route({
    method: 'POST',
    url: '/api/v1/channel-checks',
    config: managing,
    schema: {
      summary: 'Whom these credentials belong to',
      body: channelCheckRequest,
      response: { 200: channelIdentity },
    },
    handler: ({ caller: { accountId }, body }) => checkChannel(world, { accountId, ...body }),
  })
  app.route({
    method: 'POST',
    url: '/api/v1/channels',
    config: managing,
    schema: {
      summary: 'Connect a channel',
      body: connectChannelRequest,
      response: { 201: channelDetails },
    },
    handler: async (request, reply) => {
      const { signIn, ...body } = request.body
      const owner = {
        accountId: request.caller.accountId,
        sessionId: world.sessionOf(request.headers.cookie),
      }
      const settings = signIn
        ? await settingsOfSignIn(world, owner, { id: signIn, kind: body.kind })
        : {}
      const row = await connectChannel(world, {
        author: request.caller,
        ...body,
        settings: { ...body.settings, ...settings },
      })
      if (signIn) await forgetSignIn(world, owner, signIn)
      return reply.code(201).send(await details(request, row))
    },
  })
  app.route({
    method: 'PATCH',
    url: '/api/v1/channels/:id',
    config: managing,
    schema: {
      summary: 'Change its credentials or signature',
      params: byId,
      body: editChannelRequest,
      response: { 200: channelDetails },
    },
    handler: async (request) => {
      const { caller, params, body } = request
      const channel = await open(caller.accountId, params.id)
      const row = await editChannel(world, channel, { author: caller, ...body })
      return details(request, row)
    },
  })
  app.route({
    method: 'POST',
    url: '/api/v1/channels/:id/disconnection',
    config: managing,
    schema: {
      summary: 'Disconnect it, with consent',
      params: byId,
      body: disconnectChannelRequest,
      response: { 200: channelDetails },
    },
    handler: async (request) => {
      const { caller, params, body, log } = request
      if (!body.consent) throw new Refusal('consent-needed')
      const { accountId } = caller
      const { id: channelId, version } = await find(accountId, params.id)
      const opened = await channels.get(accountId, channelId, { version }).catch((error) => {
        log.warn({ err: error }, 'a channel is disconnected without a word to its platform')
      })
      const row = await disconnectChannel(world, { author: caller, channelId }, opened?.connection)
      return details(request, row)
    },
  })
}
