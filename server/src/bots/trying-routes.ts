import {
  scenarioCheck,
  scenarioCheckRequest,
  tryAnswer,
  tryRequest,
} from '@otklik/protocol/settings'

import type { Database } from '../database/index.ts'
import { type App, readersLanguage } from '../http/index.ts'
import type { Clock } from '../lib/clock.ts'
import { checkScenario } from '../rules/index.ts'
import { readScenarioWorld } from './scenario-world.ts'
import { tryDraft } from './try-draft.ts'

const tags = ['bots']
/** Nothing is stored, so that a suspended account can be looked at like this too. */
const config = { access: { permission: 'bots.manage' }, whenSuspended: true } as const

/** Beside the builder: what is wrong with the draft on the screen, and how it talks. */
export function tryingRoutes(
  app: App,
  {
    database,
    clock,
    allowedHosts,
  }: { database: Database; clock: Clock; allowedHosts: readonly string[] },
): void {
  app.route({
    method: 'POST',
    url: '/api/v1/bots/check',
    config,
    schema: {
      tags,
      summary: 'What is wrong with a scenario',
      body: scenarioCheckRequest,
      response: { 200: scenarioCheck },
    },
    handler: async (request) => {
      const { accountId } = request.caller
      const { botId, scenario } = request.body
      const whose = { accountId, botId, language: readersLanguage(request), allowedHosts }
      return {
        problems: checkScenario(scenario, await readScenarioWorld(database, whose, scenario)),
      }
    },
  })
  app.route({
    method: 'POST',
    url: '/api/v1/bots/try',
    config,
    schema: {
      tags,
      summary: 'A talk with a draft, from its beginning; HTTP requests are not made',
      body: tryRequest,
      response: { 200: tryAnswer },
    },
    handler: (request) => {
      const { accountId, operatorId } = request.caller
      const language = readersLanguage(request)
      return tryDraft(database, { accountId, operatorId, language, now: clock.now() }, request.body)
    },
  })
}
