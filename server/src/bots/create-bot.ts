import type { createBotRequest, Scenario } from '@otklik/protocol/settings'
import { v7 as newId } from 'uuid'
import type { z } from 'zod'

import type { Author } from '../audit/index.ts'
import { lockAccount, type Queryable, renewSettings } from '../database/index.ts'
import { toDatabaseJson } from '../lib/database-json.ts'
import type { SecretBox } from '../lib/secrets/index.ts'
import { recordAvailability } from './bot-events.ts'
import { sealNewSecret } from './bot-keys.ts'
import { lockBot } from './bot-row.ts'
import { clean } from './breaker.ts'
import { refuseModuleOff, refuseTakenName, refuseUnsafeUrl } from './check-bot.ts'
import { keepScenarioFiles } from './keep-scenario-files.ts'
import { recordBot, tellBots } from './record-bot.ts'

type NewBot = z.output<typeof createBotRequest>

const empty: Scenario = { format: 1, start: null, steps: [] }

export interface Making {
  author: Author
  now: Date
  secrets: SecretBox
  allowedHosts: readonly string[]
}

/** Ends with the feed: make it the last statement. */
export async function createBot(
  client: Queryable,
  { author, now, secrets, allowedHosts }: Making,
  asked: NewBot,
): Promise<string> {
  const { accountId } = author
  const id = newId()
  await lockAccount(client, accountId)
  await refuseModuleOff(client, accountId)
  await refuseTakenName(client, { accountId, id, name: asked.name })
  if (asked.kind === 'webhook') refuseUnsafeUrl(asked.url, allowedHosts)
  const draft = asked.kind === 'scenario' ? (asked.scenario ?? empty) : undefined
  await client.query(
    `insert into bots (account_id, id, name, kind, url, secret, draft, draft_at, draft_by, created_at,
       probe_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8,
       coalesce((select name from operators where account_id = $1 and id = $9), ''), $10, $11)`,
    [
      accountId,
      id,
      asked.name,
      asked.kind,
      asked.kind === 'webhook' ? asked.url.trim() : null,
      asked.kind === 'webhook' ? sealNewSecret(secrets, { accountId, botId: id }).sealed : null,
      draft ? toDatabaseJson(draft) : null,
      draft ? now : null,
      author.operatorId ?? null,
      now,
      clean(asked.kind, now).probe_at,
    ],
  )
  if (draft) await keepScenarioFiles(client, { accountId, botId: id }, draft)
  const after = await lockBot(client, { accountId, botId: id })
  await recordAvailability(client, { after, at: now })
  await renewSettings(client, accountId)
  await recordBot(client, author, { after })
  await tellBots(client, accountId)
  return id
}
