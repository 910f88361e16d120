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

/** Of what is over, so many of the latest are still on somebody's screen. */
const LATEST_CLOSED = 5

/** What is shown of them has their name and their importance; `trigger` is for what is open. */
export async function tellConversations(
  { database, hints, tell }: ContactsWorld,
  accountId: string,
  contactIds: readonly string[],
  trigger: (conversationId: string) => Trigger = () => ({ type: 'contact-changed' }),
): Promise<void> {
  hints.send('feed', accountId)
  const { rows } = await database.query<{ id: string; is_open: boolean }>(
    `select id, true as is_open from conversations
     where account_id = $1 and contact_id = any($2) and status <> 'closed'
     union all
     select l.id, false from unnest($2::uuid[]) as t (contact_id) cross join lateral (
       select c.id from conversations c
       where c.account_id = $1 and c.contact_id = t.contact_id and c.status = 'closed'
       order by c.number desc limit ${LATEST_CLOSED}) l`,
    [accountId, contactIds],
  )
  await Promise.all(
    rows.map(({ id, is_open: isOpen }) =>
      tell(accountId, id, isOpen ? trigger(id) : { type: 'contact-changed' }),
    ),
  )
}
