import type { Bot, BotTrouble, Scenario } from '@otklik/protocol/settings'

import type { Queryable } from '../database/index.ts'
import { NotFoundError } from '../http/index.ts'

/** A bot as stored. Of `bots` alone: what else its card shows is worked out in `bot-view.ts`. */
export interface BotRow {
  account_id: string
  id: string
  version: number
  name: string
  kind: Bot['kind']
  is_enabled: boolean
  answer_within_s: number
  draft: Scenario | null
  draft_version: number
  draft_at: Date | null
  draft_by: string | null
  published_version: number | null
  url: string | null
  /** Sealed. */
  secret: string | null
  failures: number
  /** How many of them were probes. */
  failed_probes: number
  unavailable_since: Date | null
  trouble: Extract<BotTrouble, 'refused' | 'unreachable' | 'no-answer'> | null
  probe_at: Date | null
  created_at: Date
  deleted_at: Date | null
}

export interface WhichBot {
  accountId: string
  botId: string
}

/** Nobody gets a deleted one; that its name stands in conversations is theirs. */
export async function getBotRow(client: Queryable, which: WhichBot): Promise<BotRow> {
  return get(client, which, '')
}

/** For the transaction that changes it. */
export async function lockBot(client: Queryable, which: WhichBot): Promise<BotRow> {
  return get(client, which, 'for update')
}

async function get(
  client: Queryable,
  { accountId, botId }: WhichBot,
  how: '' | 'for update',
): Promise<BotRow> {
  const { rows } = await client.query<BotRow>(
    `select * from bots where account_id = $1 and id = $2 and deleted_at is null ${how}`,
    [accountId, botId],
  )
  if (!rows[0]) throw new NotFoundError()
  return rows[0]
}

/** D-06: why customers are not given to it, the reason that would have to go first. */
export function troubleOf(
  bot: Pick<BotRow, 'is_enabled' | 'kind' | 'published_version' | 'trouble'>,
): BotTrouble | undefined {
  if (!bot.is_enabled) return 'disabled'
  if (bot.kind === 'scenario' && bot.published_version === null) return 'not-published'
  return bot.trouble ?? undefined
}
