import type { BotEvent } from '@otklik/protocol/settings'
import { v7 as newId } from 'uuid'

import type { Queryable } from '../database/index.ts'
import { type BotRow, getBotRow, troubleOf, type WhichBot } from './bot-row.ts'

const SHOWN = 100

interface BotEventRow {
  at: Date
  state: BotEvent['state']
  trouble: BotEvent['trouble'] | null
  detail: string | null
}

/** How it fared, newest first. */
export async function listHistory(client: Queryable, which: WhichBot): Promise<BotEvent[]> {
  await getBotRow(client, which)
  const { rows } = await client.query<BotEventRow>(
    `select at, state, trouble, detail from bot_events where account_id = $1 and bot_id = $2
     order by at desc, id desc limit ${SHOWN}`,
    [which.accountId, which.botId],
  )
  return rows.map(({ at, state, trouble, detail }) => ({
    at: at.toISOString(),
    state,
    ...(trouble && { trouble }),
    ...(detail && { detail }),
  }))
}

/** For the transaction that changes its row; nothing where it is as available as before. */
export async function recordAvailability(
  client: Queryable,
  { before, after, at, detail }: { before?: BotRow; after: BotRow; at: Date; detail?: string },
): Promise<boolean> {
  const trouble = troubleOf(after)
  if (before && troubleOf(before) === trouble) return false
  await client.query(
    `insert into bot_events (account_id, id, bot_id, at, state, trouble, detail)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      after.account_id,
      newId(),
      after.id,
      at,
      trouble ? 'unavailable' : 'available',
      trouble ?? null,
      detail ?? null,
    ],
  )
  return true
}
