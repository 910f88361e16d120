import { recordChange } from '../audit/index.ts'
import { type Database, isNotSuspended } from '../database/index.ts'
import type { Clock } from '../lib/clock.ts'
import { before, isOver } from './preview.ts'
import { listTerms, readRetention } from './terms.ts'

/** As much at once: a part is over before anybody waits for it. */
const TALKS_AT_ONCE = 200
const BODIES_AT_ONCE = 2000
const VISITORS_AT_ONCE = 2000

interface Counted {
  conversations: number
  messages: number
  files: number
  bodies: number
  visitors: number
}

/**
 * Deletes what companies no longer keep, part by part. What was deleted is written down with its
 * numbers; interrupted, it goes on where it was.
 */
export async function forgetWhatIsOver(world: { database: Database; clock: Clock }): Promise<void> {
  const { rows } = await world.database.query<{ account_id: string }>(
    `select distinct account_id from retention_rules where ${isNotSuspended}`,
  )
  for (const { account_id } of rows) await forgetOf(world, account_id)
}

async function forgetOf(
  { database, clock }: { database: Database; clock: Clock },
  accountId: string,
): Promise<void> {
  const now = clock.now()
  const total: Counted = { conversations: 0, messages: 0, files: 0, bodies: 0, visitors: 0 }
  const stored = await readRetention(database, accountId)
  for (const { channelId, ...terms } of await listTerms(database, accountId, stored)) {
    const which = { accountId, channelId, now }
    await forget(database, 'forget_words', { ...which, days: terms.messagesDays }, total)
    await forget(database, 'forget_files', { ...which, days: terms.filesDays }, total)
    await forgetBodies(database, { ...which, days: terms.bodiesDays }, total)
    await forgetVisitors(database, { ...which, days: terms.visitorsDays }, total)
  }
  if (Object.values(total).every((count) => count === 0)) return
  await recordChange(
    database,
    { accountId },
    {
      action: 'deleted',
      subject: { kind: 'retention', name: '' },
      changes: Object.entries(total)
        .filter(([, count]) => count > 0)
        .map(([name, count]) => ({ field: `forgotten.${name}`, after: count })),
    },
  )
}

interface Over {
  accountId: string
  channelId: string
  now: Date
  days: number | null
}

async function forget(
  database: Database,
  what: 'forget_words' | 'forget_files',
  { accountId, channelId, now, days }: Over,
  total: Counted,
): Promise<void> {
  if (days === null) return
  for (let talks = TALKS_AT_ONCE; talks === TALKS_AT_ONCE; ) {
    const { rows } = await database.query<{ gone: Partial<Counted> & { conversations: number } }>(
      `select ${what}($1, $2, $3, $4, $5) as gone`,
      [accountId, channelId, before(now, days), now, TALKS_AT_ONCE],
    )
    const { gone } = rows[0]!
    talks = gone.conversations
    if (what === 'forget_words') total.conversations += talks
    total.messages += gone.messages ?? 0
    total.files += gone.files ?? 0
  }
}

async function forgetBodies(
  database: Database,
  { accountId, channelId, now, days }: Over,
  total: Counted,
): Promise<void> {
  if (days === null) return
  for (let gone = BODIES_AT_ONCE; gone === BODIES_AT_ONCE; ) {
    const { rowCount } = await database.query(
      `delete from inbox where (account_id, id, day) in (
         select account_id, id, day from inbox where account_id = $1 and channel_id = $2
           and state = 'done' and received_at < $3 limit ${BODIES_AT_ONCE})`,
      [accountId, channelId, before(now, days)],
    )
    gone = rowCount ?? 0
    total.bodies += gone
  }
}

/** With them goes that they agreed: who comes back is asked again. */
async function forgetVisitors(
  database: Database,
  { accountId, channelId, now, days }: Over,
  total: Counted,
): Promise<void> {
  if (days === null) return
  for (let gone = VISITORS_AT_ONCE; gone === VISITORS_AT_ONCE; ) {
    const { rowCount } = await database.query(
      `delete from site_visitors where (account_id, channel_id, visitor) in (
         select account_id, channel_id, visitor from site_visitors v
         where v.account_id = $1 and v.channel_id = $2 and ${isOver('v', '$3')}
         order by v.seen_at limit ${VISITORS_AT_ONCE} for update skip locked)`,
      [accountId, channelId, before(now, days)],
    )
    gone = rowCount ?? 0
    total.visitors += gone
  }
}
