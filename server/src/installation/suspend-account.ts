import { recordChange } from '../audit/index.ts'
import { appendWakeUp, type Database, type Queryable } from '../database/index.ts'
import { NotFoundError, Refusal } from '../http/index.ts'

/**
 * From now on its people may only look, and nothing is done in its name; what customers write is
 * kept unread (docs/decisions/0014). Returns whose sessions are concerned.
 */
export async function suspendAccount(
  database: Database,
  accountId: string,
  now: Date,
): Promise<string[]> {
  return database.transaction(async (client) => {
    await setSuspension(client, accountId, now)
    return listUserIds(client, accountId)
  })
}

/** What waited goes on: updates in the order they came, deadlines by the rule of what is late. */
export async function resumeAccount(database: Database, accountId: string): Promise<string[]> {
  return database.transaction(async (client) => {
    await setSuspension(client, accountId, null)
    await client.query(
      `update inbox set next_at = now() where account_id = $1 and state = 'new' and next_at > now()`,
      [accountId],
    )
    await appendWakeUp(client, accountId, 'resumed')
    return listUserIds(client, accountId)
  })
}

async function setSuspension(client: Queryable, accountId: string, at: Date | null): Promise<void> {
  const { rows } = await client.query<{ name: string; is_demo: boolean; was_suspended: boolean }>(
    `select name, is_demo, suspended_at is not null as was_suspended from accounts
     where id = $1 for no key update`,
    [accountId],
  )
  if (!rows[0]) throw new NotFoundError()
  const { name, is_demo: isDemo, was_suspended: before } = rows[0]
  // Every start of the server decides anew whether a demo may run.
  if (isDemo) throw new Refusal('demo-account')
  const after = at !== null
  if (before === after) return
  await client.query('update accounts set suspended_at = $2 where id = $1', [accountId, at])
  await recordChange(
    client,
    { accountId },
    {
      action: 'changed',
      subject: { kind: 'account', id: accountId, name },
      changes: [{ field: 'isSuspended', before, after }],
    },
  )
}

async function listUserIds(client: Queryable, accountId: string): Promise<string[]> {
  const { rows } = await client.query<{ user_id: string }>(
    'select user_id from memberships where account_id = $1',
    [accountId],
  )
  return rows.map((row) => row.user_id)
}
