import type { Database, Queryable } from '../database/index.ts'
import { createLoop, type Loop } from '../lib/loop.ts'
import { restAsLong } from '../lib/rest-as-long.ts'
import { attributedCases, summedNames as names } from './attributed-cases.ts'
import { addDays, openDays } from './days.ts'

interface Options {
  database: Database
  onProblem(problem: string, facts: object): void
}

/** Nobody waits for it: until then what has changed is counted when it is asked for. */
const LOOK_EVERY_MS = 60_000
const DAYS_AT_ONCE = 8
const CHANGES_AT_ONCE = 5000

/** Sums the days anew of which something has changed, the newest first. */
export function sumAttribution({ database, onProblem }: Options): Loop {
  return createLoop(
    'attribution',
    async () => {
      const { rows } = await database.query<{ id: string }>(
        `select a.id from accounts a
         join schedules h on h.account_id = a.id
         left join attribution_cursors s on s.account_id = a.id
         where exists (select from attribution_changes c where c.account_id = a.id)
           or s.time_zone <> h.time_zone
           or s.account_id is null and exists (select from visits v where v.account_id = a.id)`,
      )
      let isMore = false
      for (const { id } of rows) {
        const startedAt = performance.now()
        if (await sumOn(database, id)) isMore = true
        await restAsLong(startedAt)
      }
      return isMore
    },
    { everyMs: LOOK_EVERY_MS, onProblem },
  )
}

/**
 * Sums some days of an account. What had changed is forgotten in the same transaction, and before the
 * day is read: what is committed in between is read as well and still named as changed. True while
 * there is more of it.
 */
export function sumOn(database: Database, accountId: string): Promise<boolean> {
  return database.transaction(async (client) => {
    const timeZone = await takeCursor(client, accountId)
    const { of, period } = openDays(timeZone)
    const { rows } = await client.query<{ at: Date }>(
      `select at from attribution_changes where account_id = $1
       order by at desc limit ${CHANGES_AT_ONCE}`,
      [accountId],
    )
    const days = [...new Set(rows.map(({ at }) => of(at.getTime())))]
    for (const day of days.slice(0, DAYS_AT_ONCE)) {
      const { from, until } = period({ from: day, to: day })
      await client.query(
        'delete from attribution_changes where account_id = $1 and at >= $2 and at < $3',
        [accountId, from, until],
      )
      await sumDay(client, { accountId, day, from, until })
    }
    return days.length > DAYS_AT_ONCE || rows.length === CHANGES_AT_ONCE
  })
}

interface Day {
  accountId: string
  day: string
  from: Date
  until: Date
}

async function sumDay(client: Queryable, { accountId, day, from, until }: Day): Promise<void> {
  await client.query('delete from attribution_sums where account_id = $1 and day = $2', [
    accountId,
    day,
  ])
  const { rows: channels } = await client.query<{ id: string }>(
    'select id from channels where account_id = $1',
    [accountId],
  )
  const { text, values } = attributedCases(
    {
      ...{ accountId, from, until, reader: { scope: 'all', seesOf: [] } },
      // Whose links carry a number is looked at when it is asked for.
      counted: channels.map(({ id }) => id),
    },
    {},
  )
  await client.query(
    `insert into attribution_sums (account_id, day, channel_id, source, medium, campaign,
       ${names.join()})
     select $1, $${values.push(day)}::date, channel_id, source, medium, campaign,
       ${names.map((name) => `sum(${name})`).join()}
     from (${text}) cases group by channel_id, source, medium, campaign`,
    values,
  )
}

/** By whose clock the sums are: where that is another one than until now, every day has changed. */
async function takeCursor(client: Queryable, accountId: string): Promise<string> {
  await client.query(
    `insert into attribution_cursors (account_id, time_zone) values ($1, '')
     on conflict (account_id) do nothing`,
    [accountId],
  )
  const { rows } = await client.query<{ time_zone: string; wanted: string }>(
    `select s.time_zone, h.time_zone as wanted from attribution_cursors s
     join schedules h on h.account_id = s.account_id where s.account_id = $1 for update of s`,
    [accountId],
  )
  const cursor = rows[0]
  if (!cursor) throw new Error(`account ${accountId} has no schedule`)
  const { time_zone: timeZone, wanted } = cursor
  if (timeZone !== wanted) await beginAnew(client, accountId, wanted)
  return wanted
}

async function beginAnew(client: Queryable, accountId: string, timeZone: string): Promise<void> {
  for (const table of ['attribution_sums', 'attribution_changes']) {
    await client.query(`delete from ${table} where account_id = $1`, [accountId])
  }
  await client.query('update attribution_cursors set time_zone = $2 where account_id = $1', [
    accountId,
    timeZone,
  ])
  const { rows } = await client.query<{ first: Date | null; last: Date | null }>(
    `select min(s.first) as first, max(s.last) as last from (
       select min(created_at) as first, max(created_at) as last from visits where account_id = $1
       union all
       select min(at), max(at) + interval '60 minutes' from visit_clicks where account_id = $1
       union all
       select min(opened_at), max(opened_at) from conversations
       where account_id = $1 and visit_id is not null
       union all
       select min(c.opened_at), max(c.opened_at) from visit_suggestions s
       join conversations c on c.account_id = s.account_id and c.id = s.conversation_id
       where s.account_id = $1) s`,
    [accountId],
  )
  const { first, last } = rows[0] ?? {}
  if (!first || !last) return
  const { of, period } = openDays(timeZone)
  const [from, to] = [of(first.getTime()), of(last.getTime())]
  const days: Date[] = []
  for (let day = from; day <= to; day = addDays(day, 1))
    days.push(period({ from: day, to: day }).from)
  await client.query(
    'insert into attribution_changes (account_id, at) select $1, unnest($2::timestamptz[])',
    [accountId, days],
  )
}
