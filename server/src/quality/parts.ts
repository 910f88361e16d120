import type { ReviewedConversation } from '@otklik/protocol/reports'

import type { Database, Queryable } from '../database/index.ts'
import { appendFeed } from '../database/index.ts'
import { type Caller, Refusal } from '../http/index.ts'
import type { Clock } from '../lib/clock.ts'
import type { Hints } from '../lib/hints.ts'
import { maskName } from '../lib/phones.ts'
import { isModuleOn } from '../modules/index.ts'

/** Who reviews, appeals, decides or reads: what of a caller that goes by. */
export type Acting = Pick<Caller, 'accountId' | 'operatorId' | 'scope' | 'seesOf' | 'can'>

export interface QualityParts {
  database: Database
  clock: Clock
  hints: Hints
}

/** QA-01: without the module nothing of it is there. */
export async function requireQuality(database: Queryable, accountId: string): Promise<void> {
  if (await isModuleOn(database, accountId, 'quality')) return
  throw new Refusal('module-off', { module: 'quality' })
}

/**
 * Tells those it concerns to look anew, and reviewers who see all of it; what happened is not said.
 * Ends with the feed: make it the last statement, and send the hint `feed` after the commit.
 */
export async function tellQuality(
  client: Queryable,
  accountId: string,
  concerned: readonly (string | null | undefined)[],
): Promise<void> {
  const now = [...new Set(concerned.filter((id) => id !== null && id !== undefined))]
  await appendFeed(client, accountId, [
    { kind: 'quality', version: 0, payload: {}, audience: { now } },
  ])
}

export interface ConversationRow {
  conversation_id: string
  number: number
  channel_id: string
  contact_name: string
  closed_at: Date | null
}

/** What a list shows of the conversation `c`, whose contact is `p`. */
export const conversationColumns = `c.id as conversation_id, c.number, c.channel_id,
  p.name as contact_name, c.closed_at`
export const contactOf = 'join contacts p on p.account_id = c.account_id and p.id = c.contact_id'

export function viewReviewed(row: ConversationRow): ReviewedConversation {
  return {
    id: row.conversation_id,
    number: row.number,
    channelId: row.channel_id,
    contactName: maskName(row.contact_name),
    ...(row.closed_at && { closedAt: row.closed_at.toISOString() }),
  }
}

export const DAY_MS = 86_400_000
