import { appendFeed, type FeedEntry, type Queryable } from '../database/index.ts'
import { keepSpells } from './keep-spells.ts'
import { findOperators, type OperatorRow, toOperator } from './operator-view.ts'

interface Announcement {
  accountId: string
  ids: string[]
  now: Date
  /** What changed because of them. */
  others?: FeedEntry[]
}

/** Tells every open workplace what became of them. Must be the transaction's last statement. */
export async function announceOperators(
  client: Queryable,
  { accountId, ids, now, others = [] }: Announcement,
): Promise<OperatorRow[]> {
  const rows = await findOperators(client, accountId, ids)
  await keepSpells(client, { accountId, rows, now })
  const own = rows.map((row): FeedEntry => {
    return { kind: 'operator', version: row.version, payload: toOperator(row, now) }
  })
  await appendFeed(client, accountId, [...own, ...others])
  return rows
}
