import type { AccessParts } from '../access/index.ts'
import { type Caller, NotFoundError } from '../http/index.ts'
import { removeDemoPasswords } from './demo-passwords.ts'

/** «Начать работу»: the demo goes with everything in it, and the first run begins. */
export async function leaveDemo(
  { database, sessions, hints, config }: AccessParts,
  { accountId }: Caller,
): Promise<void> {
  const userIds = await database.transaction(async (client) => {
    const { rows } = await client.query<{ user_id: string }>(
      `select m.user_id from memberships m join accounts a on a.id = m.account_id and a.is_demo
       where m.account_id = $1`,
      [accountId],
    )
    const members = rows.map((row) => row.user_id)
    // Conversations go with their channel, and must be gone before the contacts they name.
    await client.query(
      'delete from channels where account_id in (select id from accounts where id = $1 and is_demo)',
      [accountId],
    )
    const deleted = await client.query('delete from accounts where id = $1 and is_demo', [
      accountId,
    ])
    // The one door that deletes a company opens for demos only.
    if (deleted.rowCount !== 1) throw new NotFoundError()
    for (const table of ['external_messages', 'attribution_changes']) {
      await client.query(`delete from ${table} where account_id = $1`, [accountId])
    }
    await client.query(
      `insert into installation (demo_left_at) values (now())
       on conflict (only_row) do update set demo_left_at = excluded.demo_left_at`,
    )
    await client.query(
      `delete from users u where u.id = any($1)
         and not exists (select from memberships m where m.user_id = u.id)`,
      [members],
    )
    return members
  })
  for (const userId of userIds) sessions.forget(userId)
  hints.send('channels', accountId)
  await removeDemoPasswords(config.dataDir)
}
