import { siteChoice, sitePress, siteReceipt, siteWord } from '@otklik/protocol/settings'
import { z } from 'zod'

import { findNameThere, findOpenOfThread } from '../conversations/index.ts'
import { type App, NotFoundError } from '../http/index.ts'
import { chooseMessenger } from '../tracking/index.ts'
import { checkWord } from './check-word.ts'
import type { SiteWorld } from './parts.ts'
import { bySiteKey, tags } from './route.ts'
import { getVisit, placeOf, type Visit } from './visit.ts'
import { standInName } from './visitor-token.ts'
import { keepVisit } from './visits.ts'

const response = { 202: z.null() }
const config = { access: 'visitor' } as const

/** What a visitor says. All of it goes through the inbox: durable before it is answered. */
export function wordRoutes(app: App, world: SiteWorld): void {
  const { database, limits, clock } = world

  app.route({
    method: 'POST',
    url: '/widget/:siteKey/messages',
    config,
    schema: { tags, summary: 'Say something', params: bySiteKey, body: siteWord, response },
    handler: async (request, reply) => {
      const visit = await getVisit(world, request)
      const { visitor } = visit
      await limits.take('visitorWords', visitor)
      const { clientId: id, text, question, page, language, hasConsented } = request.body
      const { files, answer } = await checkWord(world, visit, request.body)
      const now = clock.now()
      const seen = { visitor, now, page, language, hasConsented, answer }
      const { name } = await keepVisit(database, visit.site, seen)
      await store(world, visit, {
        ...{ type: 'message', id, text, files, at: now },
        visitor: {
          id: visitor,
          name: name || standInName(visitor, language ?? 'ru'),
          ...(language && { language }),
        },
        ...(question && { question }),
        ...(Object.keys(answer).length > 0 && { answer }),
      })
      return reply.code(202).send(null)
    },
  })

  app.route({
    method: 'POST',
    url: '/widget/:siteKey/presses',
    config,
    schema: { tags, summary: 'Press a button', params: bySiteKey, body: sitePress, response },
    handler: async (request, reply) => {
      const visit = await getVisit(world, request)
      await limits.take('visitorWords', visit.visitor)
      const { clientId: id, messageId, value } = request.body
      const under = await findNameThere(database, placeOf(visit), messageId)
      if (!under) throw new NotFoundError()
      const visitor = { id: visit.visitor }
      await store(world, visit, { type: 'press', id, visitor, value, under, at: clock.now() })
      return reply.code(202).send(null)
    },
  })

  presenceRoutes(app, world)
}

/** What they do beside speaking: looking at what we said, and beginning to type. */
function presenceRoutes(app: App, world: SiteWorld): void {
  const { database, clock, hub } = world

  app.route({
    method: 'POST',
    url: '/widget/:siteKey/receipts',
    config,
    schema: {
      ...{ tags, summary: 'Say what was shown, or seen' },
      ...{ params: bySiteKey, body: siteReceipt, response },
    },
    handler: async (request, reply) => {
      const visit = await getVisit(world, request)
      const { status, upTo } = request.body
      // Nobody has seen what is not said yet.
      const at = new Date(Math.min(Date.parse(upTo), clock.now().getTime()))
      await store(world, visit, { type: 'receipt', visitor: { id: visit.visitor }, status, at })
      return reply.code(202).send(null)
    },
  })

  app.route({
    method: 'POST',
    url: '/widget/:siteKey/choices',
    config,
    schema: {
      ...{ tags, summary: 'They went to a messenger' },
      ...{ params: bySiteKey, body: siteChoice, response },
    },
    handler: async (request, reply) => {
      const { site } = await getVisit(world, request)
      const { accountId, id: widgetId } = site.channel
      const { channelId, visit: visitToken } = request.body
      const now = clock.now()
      await chooseMessenger(database, { accountId, widgetId, channelId, visitToken, now })
      return reply.code(202).send(null)
    },
  })

  app.route({
    method: 'POST',
    url: '/widget/:siteKey/typing',
    config,
    schema: { tags, summary: 'They are typing', params: bySiteKey, response },
    handler: async (request, reply) => {
      const visit = await getVisit(world, request)
      const conversationId = await findOpenOfThread(database, placeOf(visit))
      const { accountId } = visit.site.channel
      if (conversationId) {
        const say = () => ({ kind: 'contact-typing', conversationId }) as const
        await hub.tellOf(accountId, conversationId, say)
      }
      return reply.code(202).send(null)
    },
  })
}

const store = ({ inbox }: SiteWorld, { site: { channel } }: Visit, update: object) =>
  inbox.store(channel.accountId, channel.id, Buffer.from(JSON.stringify(update)))
