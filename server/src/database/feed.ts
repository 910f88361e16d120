import type { Queryable } from './database.ts'

export interface FeedEntry {
  kind:
    | 'operator'
    | 'channel'
    | 'team'
    | 'modules'
    | 'trouble'
    | 'templates'
    | 'bots'
    | 'contact'
    | 'filters'
    | 'mentions-seen'
    | 'labels'
    | 'quality'
    | 'gone'
  version: number
  payload: object
  /** Operators and teams it concerns; without it, everybody. */
  audience?: { now: string[] }
}

/**
 * Adds events of administration to the account's feed, in the transaction that changes the rows.
 * Must be its last statement: it takes the account's counter, which everybody waits for.
 */
export async function appendFeed(
  client: Queryable,
  accountId: string,
  entries: FeedEntry[],
): Promise<void> {
  await client.query('select append_feed($1, $2)', [accountId, JSON.stringify(entries)])
}
