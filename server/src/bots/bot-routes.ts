import { id } from '@otklik/protocol'
import {
  bot,
  botHistory,
  botKey,
  botSecret,
  createBotRequest,
  deleteBotQuery,
  editBotRequest,
  readyBot,
} from '@otklik/protocol/settings'
import { z } from 'zod'

import { type App, readersLanguage } from '../http/index.ts'
import { hintSettings } from '../lib/hints.ts'
import { listHistory } from './bot-events.ts'
import { issueKey, issueSecret } from './bot-keys.ts'
import { getBot, listBots } from './bot-view.ts'
import type { BotWorld } from './bot-world.ts'
import { createBot } from './create-bot.ts'
import { deleteBot } from './delete-bot.ts'
import { draftRoutes } from './draft-routes.ts'
import { editBot } from './edit-bot.ts'
import { listReady } from './gallery/index.ts'
import { tryingRoutes } from './trying-routes.ts'

const tags = ['bots']
const params = z.strictObject({ id })
const managing = { access: { permission: 'bots.manage' } } as const

/** «Чат-боты»: colleagues that are programs, scenarios of ours or somebody else's (BOT-01). */
export function botRoutes(app: App, world: BotWorld): void {
  readingRoutes(app, world)
  editingRoutes(app, world)
  keyRoutes(app, world)
  draftRoutes(app, world)
  tryingRoutes(app, world)
}

function readingRoutes(app: App, { database }: BotWorld): void {
  app.route({
    method: 'GET',
    url: '/api/v1/bots',
    config: { access: { permission: 'channels.read' } },
    schema: { tags, summary: 'All bots and how they are', response: { 200: z.array(bot) } },
    handler: ({ caller }) => listBots(database, caller.accountId),
  })
  app.route({
    method: 'GET',
    url: '/api/v1/bots/gallery',
    config: managing,
    schema: { tags, summary: 'Ready scenarios', response: { 200: z.array(readyBot) } },
    handler: async (request) => listReady(readersLanguage(request)),
  })
  app.route({
    method: 'GET',
    url: '/api/v1/bots/:id',
    config: managing,
    schema: { tags, summary: 'One bot', params, response: { 200: bot } },
    handler: ({ caller: { accountId }, params: { id: botId } }) =>
      getBot(database, { accountId, botId }),
  })
  app.route({
    method: 'GET',
    url: '/api/v1/bots/:id/history',
    config: managing,
    schema: {
      tags,
      summary: 'When it was available, and why not',
      params,
      response: { 200: botHistory },
    },
    handler: ({ caller: { accountId }, params: { id: botId } }) =>
      listHistory(database, { accountId, botId }),
  })
}

function editingRoutes(app: App, world: BotWorld): void {
  const { database, clock, hints } = world
  const by = (author: { accountId: string; operatorId: string }) => {
    const { secrets, allowedHosts } = world
    return { author, now: clock.now(), secrets, allowedHosts }
  }

  app.route({
    method: 'POST',
    url: '/api/v1/bots',
    config: managing,
    schema: {
      tags,
      summary: 'Make a bot: empty, of a scenario, or of a program',
      body: createBotRequest,
      response: { 201: bot },
    },
    handler: async ({ caller, body }, reply) => {
      const { accountId } = caller
      const botId = await database.transaction((client) => createBot(client, by(caller), body))
      hintSettings(hints, accountId)
      return reply.code(201).send(await getBot(database, { accountId, botId }))
    },
  })
  app.route({
    method: 'PATCH',
    url: '/api/v1/bots/:id',
    config: managing,
    schema: {
      tags,
      summary: 'Rename, switch on or off, lead elsewhere',
      params,
      body: editBotRequest,
      response: { 200: bot },
    },
    handler: async ({ caller, params: { id: botId }, body }) => {
      const { accountId } = caller
      await database.transaction((client) => editBot(client, { ...by(caller), botId }, body))
      hintSettings(hints, accountId)
      return getBot(database, { accountId, botId })
    },
  })
  app.route({
    method: 'DELETE',
    url: '/api/v1/bots/:id',
    config: managing,
    schema: {
      tags,
      summary: 'Delete it; with consent where it is chosen or holds conversations',
      params,
      querystring: deleteBotQuery,
      response: { 204: z.undefined() },
    },
    handler: async ({ caller, params: { id: botId }, query }, reply) => {
      const hasConsent = query.consent === 'true'
      await database.transaction((client) =>
        deleteBot(client, { author: caller, botId, now: clock.now(), hasConsent }),
      )
      hintSettings(hints, caller.accountId)
      return reply.code(204).send()
    },
  })
}

function keyRoutes(app: App, { database, secrets }: BotWorld): void {
  app.route({
    method: 'POST',
    url: '/api/v1/bots/:id/key',
    config: { ...managing, byKey: false },
    schema: {
      tags,
      summary: 'A new key for its program, shown this once; the old one opens nothing any more',
      params,
      response: { 200: botKey },
    },
    handler: async ({ caller, params: { id: botId } }) => ({
      key: await database.transaction((client) => issueKey(client, { author: caller, botId })),
    }),
  })
  app.route({
    method: 'POST',
    url: '/api/v1/bots/:id/secret',
    config: { ...managing, byKey: false },
    schema: {
      tags,
      summary: 'A new secret that signs what its program is asked, shown this once',
      params,
      response: { 200: botSecret },
    },
    handler: async ({ caller, params: { id: botId } }) => ({
      secret: await database.transaction((client) =>
        issueSecret(client, { author: caller, botId, secrets }),
      ),
    }),
  })
}
