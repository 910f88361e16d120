import type { Database, Queryable } from '../database/index.ts'
import { createLoop, type Loop } from '../lib/loop.ts'
import { restAsLong } from '../lib/rest-as-long.ts'
import { countLife } from './count-life.ts'
import { type DayOfFacts, gatherFacts } from './facts.ts'
import { keepFacts } from './keep-facts.ts'
import { type Counted, readHours } from './read-hours.ts'
import { readLives } from './read-lives.ts'

interface Options {
  database: Database
  onProblem(problem: string, facts: object): void
}

/** How conversations are counted: raised with every change of it, so that all are counted anew. */
const METHOD = 1
/** What happens is in the figures within this time. */
const LOOK_EVERY_MS = 2000
const EVENTS_AT_ONCE = 1000
const CONVERSATIONS_AT_ONCE = 100
const ACCOUNTS_AT_ONCE = 2
const FORGOTTEN_AT_ONCE = 20_000

interface Cursor {
  feed_number: number
  filled_to: number
  is_filled: boolean
  time_zone: string
  method: number
}

/**
 * Follows the feed and counts the conversations it speaks of, each anew from its transcript. How far
 * it has come is saved together with the sums, so a crash loses nothing and doubles nothing. What was
 * there before the first reading, and before a hole in the feed, is walked through first.
 */
export function projectReports({ database, onProblem }: Options): Loop {
  return createLoop(
    'reports',
    async () => {
      const { rows } = await database.query<{ id: string }>(
        `select a.id from accounts a
         join schedules h on h.account_id = a.id
         left join report_cursors s on s.account_id = a.id
         left join account_counters k on k.account_id = a.id
         where s.account_id is null or not s.is_filled or s.feed_number < k.feed_number
           or s.method <> ${METHOD} or s.time_zone <> h.time_zone
           or exists (select from report_changes c where c.account_id = a.id)
         order by coalesce(k.feed_number, 0) - coalesce(s.feed_number, 0) desc
         limit ${ACCOUNTS_AT_ONCE}`,
      )
      const startedAt = performance.now()
      const more = await Promise.all(rows.map(({ id }) => countOn(database, id)))
      if (!more.includes(true)) return false
      await restAsLong(startedAt)
      return true
    },
    { everyMs: LOOK_EVERY_MS, onProblem },
  )
}

/** Counts what is to be counted now, of one account. True while there is more of it. */
export function countOn(database: Database, accountId: string): Promise<boolean> {
  return database.transaction(async (client) => {
    const counted = await readHours(client, accountId)
    const cursor = await takeCursor(client, accountId, counted.timeZone)
    if (!cursor) return true
    if (!cursor.is_filled) return fillUp(client, { accountId, counted, from: cursor.filled_to })
    await countChanged(client, accountId, counted)
    return readFeed(client, { accountId, counted, from: cursor.feed_number })
  })
}

/**
 * Where it has come to; at the beginning again if it was counted in another way until now: what was
 * known is corrected, one conversation after the other. Nothing while there is still something to be
 * forgotten, of an account that is counted from scratch.
 */
async function takeCursor(
  client: Queryable,
  accountId: string,
  zone: string,
): Promise<Cursor | undefined> {
  const { rows } = await client.query<Cursor>(
    `select feed_number, filled_to, is_filled, time_zone, method from report_cursors
     where account_id = $1 for update`,
    [accountId],
  )
  const [known] = rows
  if (known?.method === METHOD && known.time_zone === zone) return known
  if (!known && (await forgetSome(client, accountId))) return undefined
  const { rows: made } = await client.query<Cursor>(
    `insert into report_cursors (account_id, feed_number, time_zone, method)
     select $1, coalesce((select feed_number from account_counters where account_id = $1), 0),
       $2, ${METHOD}
     on conflict (account_id) do update set feed_number = excluded.feed_number, filled_to = 0,
       is_filled = false, time_zone = excluded.time_zone, method = excluded.method
     returning feed_number, filled_to, is_filled, time_zone, method`,
    [accountId, zone],
  )
  return made[0]!
}

/** True where there was something: there may be more. */
async function forgetSome(client: Queryable, accountId: string): Promise<boolean> {
  let forgotten = 0
  for (const table of ['report_facts', 'report_sums']) {
    const { rowCount } = await client.query(
      `delete from ${table} where ctid = any(array(
         select ctid from ${table} where account_id = $1 limit ${FORGOTTEN_AT_ONCE}))`,
      [accountId],
    )
    forgotten += rowCount ?? 0
  }
  return forgotten > 0
}

interface Going {
  accountId: string
  counted: Counted
  from: number
}

async function readFeed(client: Queryable, { accountId, counted, from }: Going): Promise<boolean> {
  const { rows } = await client.query<{ number: number; conversation_id: string | null }>(
    `select number, conversation_id from feed
     where account_id = $1 and number > $2 order by number limit ${EVENTS_AT_ONCE}`,
    [accountId, from],
  )
  if (rows.length === 0) return startOver(client, accountId, from)
  if (rows[0]?.number !== from + 1) return startOver(client, accountId, from)
  // No further than what one transaction may take.
  const ids = new Set<string>()
  let last = from
  for (const { number, conversation_id } of rows) {
    if (conversation_id) ids.add(conversation_id)
    if (ids.size > CONVERSATIONS_AT_ONCE) break
    last = number
  }
  await count(client, { accountId, counted, ids: [...ids].slice(0, CONVERSATIONS_AT_ONCE) })
  await client.query('update report_cursors set feed_number = $2 where account_id = $1', [
    accountId,
    last,
  ])
  return last < rows.at(-1)!.number || rows.length === EVENTS_AT_ONCE
}

/** The feed no longer reaches back to where we were: everything is walked through, and corrected. */
async function startOver(client: Queryable, accountId: string, from: number): Promise<boolean> {
  const { rowCount } = await client.query(
    `update report_cursors s set feed_number = k.feed_number, is_filled = false, filled_to = 0
     from account_counters k where s.account_id = $1 and k.account_id = $1 and k.feed_number > $2`,
    [accountId, from],
  )
  return rowCount === 1
}

async function fillUp(client: Queryable, { accountId, counted, from }: Going): Promise<boolean> {
  const { rows } = await client.query<{ id: string; number: number }>(
    `select id, number from conversations where account_id = $1 and number > $2
     order by number limit ${CONVERSATIONS_AT_ONCE}`,
    [accountId, from],
  )
  await count(client, { accountId, counted, ids: rows.map(({ id }) => id) })
  await client.query(
    'update report_cursors set filled_to = $2, is_filled = $3 where account_id = $1',
    [accountId, rows.at(-1)?.number ?? from, rows.length < CONVERSATIONS_AT_ONCE],
  )
  return true
}

async function countChanged(client: Queryable, accountId: string, counted: Counted): Promise<void> {
  const { rows } = await client.query<{ conversation_id: string }>(
    `delete from report_changes where account_id = $1 and conversation_id in (
       select conversation_id from report_changes where account_id = $1
       order by conversation_id limit ${CONVERSATIONS_AT_ONCE})
     returning conversation_id`,
    [accountId],
  )
  const ids = rows.map(({ conversation_id }) => conversation_id)
  await count(client, { accountId, counted, ids })
}

/** Of these conversations, whatever was known of them. */
async function count(
  client: Queryable,
  { accountId, counted, ids }: { accountId: string; counted: Counted; ids: readonly string[] },
): Promise<void> {
  if (ids.length === 0) return
  const days: DayOfFacts[] = []
  for (const { id, life, labels } of await readLives(client, accountId, ids)) {
    const cases = countLife(life, counted.hours)
    days.push(...gatherFacts(cases, { conversationId: id, labels, time: counted.time }))
  }
  await keepFacts(client, accountId, { ids, days })
}
