import {
  dryRun,
  dryRunRequest,
  settingsCheck,
  settingsCheckRequest,
} from '@otklik/protocol/settings'

import type { Database } from '../database/index.ts'
import { type App, languageOf } from '../http/index.ts'
import type { Clock } from '../lib/clock.ts'
import { findWarnings } from './find-warnings.ts'
import { runDry } from './run-dry.ts'

const tags = ['settings']
/**
 * Whoever may change any of it: of settings, teams are what the most people manage. Nothing is
 * stored, so that a suspended account can be looked at like this too.
 */
const config = { access: { permission: 'teams.manage' }, whenSuspended: true } as const

/** «Проверка настроек»: what the settings would do, before they are saved. */
export function settingsCheckRoutes(
  app: App,
  { database, clock }: { database: Database; clock: Clock },
): void {
  app.route({
    method: 'POST',
    url: '/api/v1/dry-runs',
    config,
    schema: {
      tags,
      summary: 'What a customer would meet, as the settings are and with unsaved changes',
      body: dryRunRequest,
      response: { 200: dryRun },
    },
    handler: ({ caller: { accountId }, body }) =>
      runDry(database, { accountId, now: clock.now() }, body),
  })

  app.route({
    method: 'POST',
    url: '/api/v1/settings-checks',
    config,
    schema: {
      tags,
      summary: 'Contradictions among the settings, with unsaved changes or without',
      body: settingsCheckRequest,
      response: { 200: settingsCheck },
    },
    handler: async ({ caller: { accountId }, body, headers }) => {
      const language = languageOf(headers['accept-language'])
      const where = { accountId, now: clock.now(), language }
      return { warnings: await findWarnings(database, where, body.edited) }
    },
  })
}
