import type { editBotRequest } from '@otklik/protocol/settings'
import type { z } from 'zod'

import { changedMeanwhile } from '../audit/index.ts'
import { lockAccount, type Queryable, settingsChanged } from '../database/index.ts'
import { InvalidFieldsError } from '../http/index.ts'
import { recordAvailability } from './bot-events.ts'
import { type BotRow, lockBot } from './bot-row.ts'
import { clean } from './breaker.ts'
import { refuseTakenName, refuseUnsafeUrl } from './check-bot.ts'
import type { Making } from './create-bot.ts'
import { recordBot, tellBots } from './record-bot.ts'

type BotEdit = z.output<typeof editBotRequest>

/**
 * Only what is given changes. Switched on again, or asked elsewhere, it begins with a clean slate:
 * what failed before says nothing of it. Ends with the feed: make it the last statement.
 */
export async function editBot(
  client: Queryable,
  { author, botId, now, allowedHosts }: Omit<Making, 'secrets'> & { botId: string },
  edit: BotEdit,
): Promise<void> {
  const { accountId } = author
  await lockAccount(client, accountId)
  const before = await lockBot(client, { accountId, botId })
  if (before.version !== edit.version) {
    throw await changedMeanwhile(client, {
      accountId,
      kind: 'bot',
      id: botId,
      version: edit.version,
    })
  }
  await checkEdit(client, before, edit, allowedHosts)
  const after = withEdit(before, edit, now)
  await client.query(
    `update bots set version = $3, name = $4, is_enabled = $5, answer_within_s = $6, url = $7,
       failures = $8, failed_probes = $9, unavailable_since = $10, trouble = $11, probe_at = $12
     where account_id = $1 and id = $2`,
    [
      accountId,
      botId,
      after.version,
      after.name,
      after.is_enabled,
      after.answer_within_s,
      after.url,
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

async function checkEdit(
  client: Queryable,
  before: BotRow,
  { name, url }: BotEdit,
  allowedHosts: readonly string[],
): Promise<void> {
  if (name !== undefined) {
    await refuseTakenName(client, { accountId: before.account_id, id: before.id, name })
  }
  if (url === undefined) return
  if (before.kind !== 'webhook') throw new InvalidFieldsError({ url: { code: 'unknown' } })
  refuseUnsafeUrl(url, allowedHosts)
}

function withEdit(before: BotRow, edit: BotEdit, now: Date): BotRow {
  const url = edit.url?.trim() ?? before.url
  const isEnabled = edit.isEnabled ?? before.is_enabled
  const isFresh = url !== before.url || (isEnabled && !before.is_enabled)
  return {
    ...before,
    version: before.version + 1,
    name: edit.name ?? before.name,
    is_enabled: isEnabled,
    answer_within_s: edit.answerWithinS ?? before.answer_within_s,
    url,
    ...(isFresh && clean(before.kind, now)),
  }
}
