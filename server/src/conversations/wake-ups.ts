import { isNotSuspended, type Queryable } from '../database/index.ts'

/** Accounts in which something changed that routing has to look at. */
export async function listAccountsWithWakeUps(database: Queryable): Promise<string[]> {
  const { rows } = await database.query<{ account_id: string }>(
    `select distinct account_id from wake_ups where ${isNotSuspended}`,
  )
  return rows.map((row) => row.account_id)
}

/** Deletes the wake-ups that are seen now: what comes later is for the next round. */
export async function takeWakeUps(client: Queryable, accountId: string): Promise<void> {
  await client.query('delete from wake_ups where account_id = $1', [accountId])
}

/** Accounts in which something waits that could be given out, woken or not. */
export async function listAccountsToRoute(database: Queryable): Promise<string[]> {
  const { rows } = await database.query<{ account_id: string }>(
    `select account_id from wake_ups where ${isNotSuspended}
     union select account_id from conversations
       where status = 'queued' and queue_stage <> 'by-hand' and ${isNotSuspended}`,
  )
  return rows.map((row) => row.account_id)
}
