import { id } from '@otklik/protocol'
import { bot, botDraft, publishRequest, saveDraftRequest } from '@otklik/protocol/settings'
import type { Language } from '@otklik/words'
import { z } from 'zod'

import { type App, readersLanguage } from '../http/index.ts'
import { hintSettings } from '../lib/hints.ts'
import { checkScenario } from '../rules/index.ts'
import type { WhichBot } from './bot-row.ts'
import { getBot } from './bot-view.ts'
import type { BotWorld } from './bot-world.ts'
import { getDraft, type StoredDraft, saveDraft } from './drafts.ts'
import { publishDraft } from './publish-draft.ts'
import { readScenarioWorld } from './scenario-world.ts'

const tags = ['bots']
const params = z.strictObject({ id })
const managing = { access: { permission: 'bots.manage' } } as const

/** What authors of scenarios do: drafts, their problems, publishing. */
export function draftRoutes(app: App, world: BotWorld): void {
  const { database, clock, hints, allowedHosts } = world
  const withProblems = async (which: WhichBot, language: Language, draft: StoredDraft) => {
    const { scenario } = draft
    const whose = { ...which, language, allowedHosts }
    const known = await readScenarioWorld(database, whose, scenario)
    return { ...draft, problems: checkScenario(scenario, known) }
  }

  app.route({
    method: 'GET',
    url: '/api/v1/bots/:id/draft',
    config: managing,
    schema: { tags, summary: 'The draft of a scenario', params, response: { 200: botDraft } },
    handler: async (request) => {
      const which = { accountId: request.caller.accountId, botId: request.params.id }
      const draft = await getDraft(database, which)
      return withProblems(which, readersLanguage(request), draft)
    },
  })
  app.route({
    method: 'PUT',
    url: '/api/v1/bots/:id/draft',
    config: managing,
    schema: {
      tags,
      summary: 'Save the draft, finished or not',
      params,
      body: saveDraftRequest,
      response: { 200: botDraft },
    },
    handler: async (request) => {
      const { caller: author, body } = request
      const which = { accountId: author.accountId, botId: request.params.id }
      const saving = { author, botId: which.botId, now: clock.now() }
      const draft = await database.transaction((client) => saveDraft(client, saving, body))
      return withProblems(which, readersLanguage(request), draft)
    },
  })
  app.route({
    method: 'POST',
    url: '/api/v1/bots/:id/publish',
    config: managing,
    schema: {
      tags,
      summary: 'Publish the draft that was seen; 422 with `problems` beside the error',
      params,
      body: publishRequest,
      response: { 200: bot },
    },
    handler: async (request) => {
      const { caller: author, body } = request
      const which = { accountId: author.accountId, botId: request.params.id }
      const language = readersLanguage(request)
      const publishing = { author, now: clock.now(), botId: which.botId, language, allowedHosts }
      await database.transaction((client) => publishDraft(client, { ...publishing, ...body }))
      hintSettings(hints, author.accountId)
      return getBot(database, which)
    },
  })
}
