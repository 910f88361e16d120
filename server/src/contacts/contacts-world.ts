import type { Database } from '../database/index.ts'
import type { Clock } from '../lib/clock.ts'
import type { Hints } from '../lib/hints.ts'
import type { Trigger } from '../rules/index.ts'

/** What contacts are made of. Their conversations have a writer of their own, which is told. */
export interface ContactsWorld {
  database: Database
  clock: Clock
  hints: Hints
  tell(accountId: string, conversationId: string, trigger: Trigger): Promise<unknown>
}

/** What is open with them shows their name and their importance. */
export async function tellConversations(
  { database, hints, tell }: ContactsWorld,
  accountId: string,
  contactIds: readonly string[],
  trigger: (conversationId: string) => Trigger = () => ({ type: 'contact-changed' }),
): Promise<void> {
  hints.send('feed', accountId)
  const { rows } = await database.query<{ id: string }>(
    `select id from conversations
     where account_id = $1 and contact_id = any($2) and status <> 'closed'`,
    [accountId, contactIds],
  )
  await Promise.all(rows.map(({ id }) => tell(accountId, id, trigger(id))))
}
