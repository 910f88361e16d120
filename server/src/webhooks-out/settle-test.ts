import type { Database } from '../database/index.ts'
import type { Attempt } from './attempt-delivery.ts'
import { attemptValues, insertAttempt } from './settle-delivery.ts'
import type { DueRow } from './webhook-row.ts'

/** Tried once, whatever came of it; it says nothing of how the webhook is otherwise. */
export async function settleTest(
  database: Database,
  row: Pick<DueRow, 'account_id' | 'id' | 'event_id'>,
  attempt: Attempt,
): Promise<void> {
  await database.transaction(async (client) => {
    await client.query(insertAttempt, attemptValues(row, attempt))
    await client.query(
      `update webhook_deliveries set state = $4
       where account_id = $1 and webhook_id = $2 and event_id = $3`,
      [row.account_id, row.id, row.event_id, attempt.failure ? 'failed' : 'delivered'],
    )
  })
}
