import { randomBytes } from 'node:crypto'
import { id } from '@otklik/protocol'
import { editSiteSettings, siteSecret, siteSettings, siteVisit } from '@otklik/protocol/settings'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'

import { isVisible } from '../conversations/index.ts'
import { type App, NotFoundError, readersLanguage } from '../http/index.ts'
import { editSettings, keepSecret } from './edit-settings.ts'
import type { SiteWorld } from './parts.ts'
import { viewSettings } from './view-settings.ts'
import { findVisit } from './visits.ts'

const tags = ['site panel']
const byId = z.strictObject({ id })
const managing = { access: { permission: 'channels.manage' } } as const

/** «Виджет»: how a channel's panel looks and what it asks; and where the customer of a conversation is. */
export function settingsRoutes(app: App, world: SiteWorld): void {
  const view = (request: Pick<FastifyRequest, 'caller' | 'headers'> & { params: { id: string } }) =>
    viewSettings(world, request.caller.accountId, request.params.id, readersLanguage(request))

  app.route({
    method: 'GET',
    url: '/api/v1/channels/:id/site',
    config: managing,
    schema: {
      tags,
      summary: 'The panel of a channel',
      params: byId,
      response: { 200: siteSettings },
    },
    handler: (request) => view(request),
  })

  app.route({
    method: 'PUT',
    url: '/api/v1/channels/:id/site',
    config: managing,
    schema: {
      ...{ tags, summary: 'Change the panel of a channel', params: byId },
      ...{ body: editSiteSettings, response: { 200: siteSettings } },
    },
    handler: async (request) => {
      const { caller, params, body } = request
      await editSettings(world, { author: caller, channelId: params.id }, body)
      return view(request)
    },
  })

  app.route({
    method: 'POST',
    url: '/api/v1/channels/:id/site/secret',
    config: managing,
    schema: {
      ...{ tags, summary: 'Make a secret that signs signed-in customers; the old one ends' },
      ...{ params: byId, response: { 201: siteSecret } },
    },
    handler: async ({ caller, params }, reply) => {
      const secret = randomBytes(32).toString('hex')
      await keepSecret(world, { author: caller, channelId: params.id }, secret)
      return reply.code(201).send({ secret })
    },
  })

  app.route({
    method: 'GET',
    url: '/api/v1/conversations/:id/visit',
    config: { access: { permission: 'conversations.read' } },
    schema: {
      ...{ tags, summary: 'Where the customer is on the company’s site' },
      ...{ params: byId, response: { 200: siteVisit } },
    },
    handler: async ({ caller, params }) => {
      const { database, streams } = world
      const isSeen = await isVisible(database, caller, params.id)
      const visit =
        isSeen && (await findVisit(database, caller.accountId, params.id, streams.isOpen))
      if (!visit) throw new NotFoundError()
      return visit
    },
  })
}
