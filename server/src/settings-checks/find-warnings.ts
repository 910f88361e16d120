import type { editedSettings, Warning } from '@otklik/protocol/settings'
import { type Language, wordsOf } from '@otklik/words'
import type { z } from 'zod'

import { listBots } from '../bots/index.ts'
import { catalogue, type Finding } from '../channels/index.ts'
import type { Queryable } from '../database/index.ts'
import { listModules } from '../modules/index.ts'
import { listRoster } from '../routing/index.ts'
import { applyEdited, readAccountRow, toAccountRules } from '../settings/index.ts'
import type { CheckedBot, CheckedChannel } from './account-facts.ts'
import { checkSettings } from './check-settings.ts'

interface Where {
  accountId: string
  now: Date
  /** In which a ready text is proposed. */
  language: Language
}

/** The warnings of the settings as they are, or as they would be with what is unsaved. */
export async function findWarnings(
  client: Queryable,
  { accountId, now, language }: Where,
  edited: z.output<typeof editedSettings> = {},
): Promise<Warning[]> {
  const stored = await readAccountRow(client, accountId)
  const row = await applyEdited(client, { accountId, row: stored }, edited)
  return checkSettings({
    account: toAccountRules(row),
    schedule: row.schedule,
    channels: await listConnected(client, accountId),
    bots: await listCheckedBots(client, accountId),
    roster: await listRoster(client, accountId),
    now: now.getTime(),
    readyReply: wordsOf(language).ready.offHoursReply,
  })
}

async function listConnected(client: Queryable, accountId: string): Promise<CheckedChannel[]> {
  const { rows } = await client.query<{
    id: string
    name: string
    kind: string
    findings: Finding[]
  }>(
    `select id, name, kind, findings from channels
     where account_id = $1 and state <> 'disconnected' order by created_at, id`,
    [accountId],
  )
  return rows.map(({ id, name, kind, findings }) => ({
    id,
    name,
    replyWindowHours: catalogue.get(kind)?.capabilities.replyWindowHours,
    hidesButtons: findings.some(({ hides }) => hides === 'buttons'),
  }))
}

async function listCheckedBots(
  client: Queryable,
  accountId: string,
): Promise<Map<string, CheckedBot>> {
  const isModuleOn = (await listModules(client, accountId)).bots
  const bots = await listBots(client, accountId)
  return new Map(
    bots.map(({ id, name, kind, isEnabled, published }) => {
      const isPublished = kind === 'webhook' || published !== undefined
      return [id, { name, isModuleOn, isEnabled, isPublished }]
    }),
  )
}
