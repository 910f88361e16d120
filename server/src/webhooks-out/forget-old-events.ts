import type { Database } from '../database/index.ts'

const BATCH = 2000

/** What was told long enough ago goes, together with what was answered. */
export async function forgetOldEvents(database: Database, now: Date): Promise<void> {
  let forgotten = BATCH
  while (forgotten === BATCH) {
    const { rowCount } = await database.query(
      `delete from webhook_events where (account_id, id) in (
         select account_id, id from webhook_events where keep_until < $1 limit ${BATCH})`,
      [now],
    )
    forgotten = rowCount ?? 0
  }
}
