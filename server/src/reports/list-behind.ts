import type { ReportConversations, ReportMetric } from '@otklik/protocol/reports'

import { listConversations } from '../conversations/index.ts'
import type { Queryable } from '../database/index.ts'
import type { Caller } from '../http/index.ts'
import type { Look } from './asked.ts'
import { howOf } from './measures.ts'
import { casesIn, rowsOf } from './sum-facts.ts'
import { sumUp } from './sum-up.ts'

interface Asked extends Pick<Look, 'filter' | 'period'> {
  asker: Caller
  metric: ReportMetric
  after?: string | undefined
  limit: number
}

/** Counting each of more conversations than this would take longer than anybody waits. */
const MOST_COUNTED = 100_000

interface Row {
  day: string
  conversation_id: string
  count: number
  total: number
}

/**
 * The conversations behind a figure: each with its share of it, those whose cases are the latest first.
 * Of a share it is the part that is looked for: what was missed, of all that was closed.
 */
export async function listBehind(database: Queryable, asked: Asked): Promise<ReportConversations> {
  const { asker, filter, period, metric, limit } = asked
  const { of: source } = howOf(metric)
  const look = { asker, filter, period, measures: [source.measure] }
  const sums = await sumUp(database, { ...look, by: 'all' })
  const matching = sums.filter(({ bucket }) => !source.buckets || source.buckets.includes(bucket))
  const count = matching.reduce((all, each) => all + each.count, 0)
  const { buckets } = source
  const rows =
    count === 0 ? [] : await listRows(database, look, { ...(buckets && { buckets }), ...asked })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const ids = page.map(({ conversation_id }) => conversation_id)
  const found = new Map(
    (await listConversations(database, asker, ids)).map((each) => [each.id, each]),
  )
  return {
    conversations: page.flatMap((row) => {
      const conversation = found.get(row.conversation_id)
      return conversation ? [{ conversation, count: row.count, sum: row.total }] : []
    }),
    count,
    ...(count <= MOST_COUNTED && {
      conversationCount: await countThem(database, look, buckets),
    }),
    ...(rows.length > limit && last && { next: `${last.day}_${last.conversation_id}` }),
  }
}

type OneLook = Omit<Look, 'by' | 'step'>

/** A conversation stands at the last day of it within the period, and there alone. */
async function listRows(
  database: Queryable,
  look: OneLook,
  { buckets, after, limit }: Pick<Asked, 'after' | 'limit'> & { buckets?: readonly number[] },
): Promise<Row[]> {
  const values: unknown[] = []
  const { from, where } = rowsOf(look, values)
  const put = (value: unknown) => `$${values.push(value)}`
  const cases = (row: string) => casesIn(look, values, { row, buckets })
  const [day, id] = placeFrom(after)
  const place = day ? `and (f.day, f.conversation_id) < (${put(day)}::date, ${put(id)}::uuid)` : ''
  const { rows } = await database.query<Row>(
    `with page as (
       select f.account_id, f.day, f.conversation_id from ${from}
       where ${where} ${place} and exists (select ${cases('f')})
         and not exists (
           select from report_facts later
           where later.account_id = f.account_id and later.conversation_id = f.conversation_id
             and later.day > f.day and later.day <= ${put(look.period.to)}
             and exists (select ${cases('later')}))
       order by f.day desc, f.conversation_id desc limit ${put(limit + 1)})
     select p.day::text as day, p.conversation_id, sum(s.count)::integer as count,
       sum(s.total)::float8 as total
     from page p
     join report_facts own on own.account_id = p.account_id
       and own.conversation_id = p.conversation_id
       and own.day between ${put(look.period.from)} and p.day
     cross join lateral (select count, total ${cases('own')}) s
     group by p.day, p.conversation_id order by p.day desc, p.conversation_id desc`,
    values,
  )
  return rows
}

async function countThem(
  database: Queryable,
  look: OneLook,
  buckets: readonly number[] | undefined,
): Promise<number> {
  const values: unknown[] = []
  const { from, where } = rowsOf(look, values)
  const { rows } = await database.query<{ count: number }>(
    `select count(distinct f.conversation_id)::integer as count from ${from}
     where ${where} and exists (select ${casesIn(look, values, { row: 'f', buckets })})`,
    values,
  )
  return rows[0]?.count ?? 0
}

/** What a page ended with, so that the next one goes on behind it; anything else is the beginning. */
function placeFrom(text: string | undefined): [day?: string, id?: string] {
  const [, day, id] = /^(\d{4}-\d\d-\d\d)_([\da-f-]{36})$/.exec(text ?? '') ?? []
  const isDay = day !== undefined && !Number.isNaN(Date.parse(day))
  return isDay && id ? [day, id] : []
}
