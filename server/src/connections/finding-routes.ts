import { channelFinding, id } from '@otklik/protocol'
import { z } from 'zod'

import { type App, readersLanguage } from '../http/index.ts'
import { type Connecting, subscribe } from './connect-channel.ts'
import { inspectChannel, mendFinding, viewFindings } from './findings.ts'
import type { OpenChannel } from './open-channels.ts'
import { getChannel } from './view-channel.ts'
import { webhookKeyOf } from './webhook-key.ts'

const managing = { access: { permission: 'channels.manage' } } as const

/** What stands in the way on the platform's side, and the click that puts it right (VK-08). */
export function findingRoutes(app: App, world: Connecting): void {
  const { database, channels } = world

  async function open(accountId: string, channelId: string): Promise<OpenChannel> {
    const { version } = await getChannel(database, accountId, channelId)
    return channels.get(accountId, channelId, { version })
  }

  /** What no longer blocks a channel lets it begin at once. */
  async function goOn({ accountId, id: channelId, state }: OpenChannel): Promise<void> {
    if (state !== 'connecting') return
    const { version, kind } = await open(accountId, channelId)
    const webhookKey = await webhookKeyOf(database, { accountId, channelId })
    await subscribe(world, { accountId, channelId, version, webhookKey, kind })
  }

  app.route({
    method: 'GET',
    url: '/api/v1/channels/:id/findings',
    config: managing,
    schema: {
      summary: 'What stands in the way at the platform, asked for now',
      params: z.strictObject({ id }),
      response: { 200: z.array(channelFinding) },
    },
    handler: async (request) => {
      const channel = await open(request.caller.accountId, request.params.id)
      if (channel.state === 'disconnected') return []
      return viewFindings(await inspectChannel(database, channel), readersLanguage(request))
    },
  })
  app.route({
    method: 'POST',
    url: '/api/v1/channels/:id/findings/:code/mending',
    config: managing,
    schema: {
      summary: 'Put one of them right at the platform',
      params: z.strictObject({ id, code: z.string().max(60) }),
      response: { 200: z.array(channelFinding) },
    },
    handler: async (request) => {
      const { caller, params } = request
      const channel = await open(caller.accountId, params.id)
      await mendFinding(channel, await inspectChannel(database, channel), params.code)
      const findings = await inspectChannel(database, channel)
      await goOn(channel)
      return viewFindings(findings, readersLanguage(request))
    },
  })
}
