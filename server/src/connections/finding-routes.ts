import { channelFinding, id } from '@otklik/protocol'
import { z } from 'zod'

import { type App, readersLanguage } from '../http/index.ts'
import type { Connecting } from './connect-channel.ts'
import { inspectChannel, viewFindings } from './findings.ts'
import { mendChannel, openNow } from './mend-channel.ts'

const managing = { access: { permission: 'channels.manage' } } as const

/** What stands in the way on the platform's side, and the click that puts it right (VK-08). */
export function findingRoutes(app: App, world: Connecting): void {
  const { database } = world

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
      const { accountId } = request.caller
      const channel = await openNow(world, { accountId, channelId: request.params.id })
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
      const which = { accountId: caller.accountId, channelId: params.id }
      const findings = await mendChannel(world, which, params.code)
      return viewFindings(findings, readersLanguage(request))
    },
  })
}
