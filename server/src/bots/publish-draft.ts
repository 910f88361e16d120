import { isDeepStrictEqual } from 'node:util'
import type { Scenario } from '@otklik/protocol/settings'
import type { Language } from '@otklik/words'

import { lockAccount, type Queryable, settingsChanged } from '../database/index.ts'
import { toDatabaseJson } from '../lib/database-json.ts'
import { checkScenario } from '../rules/index.ts'
import { recordAvailability } from './bot-events.ts'
import type { BotRow } from './bot-row.ts'
import { clean } from './breaker.ts'
import type { Making } from './create-bot.ts'
import { lockDraft, ScenarioProblemsError } from './drafts.ts'
import { findScenario } from './find-scenario.ts'
import { recordBot, tellBots } from './record-bot.ts'
import { readScenarioWorld } from './scenario-world.ts'

interface Publishing extends Omit<Making, 'secrets'> {
  botId: string
  draftVersion: number
  language: Language
}

/**
 * From now on customers who come talk to it; those who are talking stay on the version they began
 * with, so every one of them is kept. Ends with the feed: make it the last statement.
 */
export async function publishDraft(
  client: Queryable,
  { author, now, botId, draftVersion, language, allowedHosts }: Publishing,
): Promise<void> {
  const { accountId } = author
  await lockAccount(client, accountId)
  const { before, draft } = await lockDraft(client, { accountId, botId, draftVersion })
  const { scenario } = draft
  const whose = { accountId, botId, language, allowedHosts }
  const world = await readScenarioWorld(client, whose, scenario)
  const problems = checkScenario(scenario, world)
  if (problems.some(({ level }) => level === 'error')) throw new ScenarioProblemsError(problems)
  if (await isPublished(client, before, scenario)) return
  const after: BotRow = {
    ...before,
    // Another scenario than the one that failed.
    ...clean(before.kind, now),
    version: before.version + 1,
    published_version: (before.published_version ?? 0) + 1,
  }
  await client.query(
    `insert into scenario_versions
       (account_id, bot_id, version, scenario, published_at, published_by)
     values ($1, $2, $3, $4, $5,
       coalesce((select name from operators where account_id = $1 and id = $6), ''))`,
    [
      accountId,
      botId,
      after.published_version,
      toDatabaseJson(scenario),
      now,
      author.operatorId ?? null,
    ],
  )
  await client.query(
    `update bots set version = $3, published_version = $4, failures = $5, failed_probes = $6,
       unavailable_since = $7, trouble = $8, probe_at = $9
     where account_id = $1 and id = $2`,
    [
      accountId,
      botId,
      after.version,
      after.published_version,
      after.failures,
      after.failed_probes,
      after.unavailable_since,
      after.trouble,
      after.probe_at,
    ],
  )
  await recordAvailability(client, { before, after, at: now })
  await settingsChanged(client, accountId, { scope: 'bot', subjectId: botId })
  await recordBot(client, author, { before, after })
  await tellBots(client, accountId)
}

async function isPublished(
  client: Queryable,
  { account_id: accountId, id: botId, published_version: version }: BotRow,
  scenario: Scenario,
): Promise<boolean> {
  if (version === null) return false
  const published = await findScenario(client, { accountId, botId, version })
  return isDeepStrictEqual(published?.scenario, scenario)
}
