import type { ReportConversations, ReportMetric } from '@otklik/protocol/reports'

import { listConversations } from '../conversations/index.ts'
import type { Queryable } from '../database/index.ts'
import type { Caller } from '../http/index.ts'
import type { Look } from './asked.ts'
import { keyOfHour, weekdayOf } from './cells.ts'
import type { Fact } from './facts.ts'
import { howOf, NEW, RETURNING } from './measures.ts'
import { addDays } from './periods.ts'
import { isLooked, isWhole, type Narrowed, rowsOf, sumOf } from './read-facts.ts'
import { sumUp } from './sum-up.ts'

interface Asked extends Pick<Look, 'filter' | 'period'> {
  asker: Caller
  metric: ReportMetric
  cell?: HeatCell | undefined
  after?: string | undefined
  limit: number
}

/** A cell of the heat map: an hour of some day of the week. */
interface HeatCell {
  weekday: number
  hour: number
}

/** Counting each of more conversations than this would take longer than anybody waits. */
const MOST_COUNTED = 20_000

interface Row {
  day: string
  id: string
  packed: Buffer
}

/** A conversation and its share of a figure. */
interface Share {
  day: string
  id: string
  count: number
  total: number
}

/**
 * The conversations behind a figure: each with its share of it, those whose cases are the latest first.
 * Of a share it is the part that is looked for: what was missed, of all that was closed.
 */
export async function listBehind(database: Queryable, asked: Asked): Promise<ReportConversations> {
  const { asker, filter, period, metric, cell, limit } = asked
  const { of: source } = howOf(metric)
  const look = { asker, filter, period, measures: [source.measure], buckets: source.buckets, cell }
  const sums = await sumUp(database, { ...look, by: cell ? 'hour' : 'all' })
  const matching = sums.filter(
    ({ bucket, key }) =>
      (!source.buckets || source.buckets.includes(bucket)) && (!cell || key === keyOfHour(cell)),
  )
  const count = matching.reduce((all, each) => all + each.count, 0)
  const shares = count === 0 ? [] : await listShares(database, look, asked)
  const page = shares.slice(0, limit)
  const last = page.at(-1)
  const ids = page.map(({ id }) => id)
  const found = new Map(
    (await listConversations(database, asker, ids)).map((each) => [each.id, each]),
  )
  return {
    conversations: page.flatMap((share) => {
      const conversation = found.get(share.id)
      return conversation ? [{ conversation, count: share.count, sum: share.total }] : []
    }),
    count,
    ...(count <= MOST_COUNTED && { conversationCount: await countThem(database, look) }),
    ...(shares.length > limit && last && { next: `${last.day}_${last.id}` }),
  }
}

interface OneLook extends Narrowed {
  buckets: readonly number[] | undefined
  cell: HeatCell | undefined
}

const FIRST_READ = 100
const MOST_READ = 5000

/** A conversation stands at the last day of it within the period, and there alone. */
async function listShares(
  database: Queryable,
  look: OneLook,
  { after, limit }: Pick<Asked, 'after' | 'limit'>,
): Promise<Share[]> {
  const shares: Share[] = []
  let place = placeFrom(after)
  for (let most = FIRST_READ; shares.length <= limit; most = Math.min(most * 2, MOST_READ)) {
    const rows = await readRows(database, look, { place, most })
    const counts = countsIn(look)
    const candidates = rows.filter(({ packed }) => sumOf(packed, counts))
    shares.push(...(await standing(database, look, candidates)))
    const last = rows.at(-1)
    if (!last || rows.length < most) break
    place = [last.day, last.id]
  }
  return shares.slice(0, limit + 1)
}

type Place = [day?: string, id?: string]

/** Those that may have something of it, behind a place. */
async function readRows(
  database: Queryable,
  look: OneLook,
  { place: [day, id], most }: { place: Place; most: number },
): Promise<Row[]> {
  const { from, where, put, values } = rowsBehind(look)
  const place = day ? `and (f.day, f.conversation_id) < (${put(day)}::date, ${put(id)}::uuid)` : ''
  const { rows } = await database.query<Row>(
    `select f.day::text as day, f.conversation_id as id, f.packed from ${from}
     where ${where} ${place} order by f.day desc, f.conversation_id desc limit ${put(most)}`,
    values,
  )
  return rows
}

/** Rows with these kinds of cases. Their bytes may be there by chance, so each is looked into. */
function rowsBehind(look: OneLook) {
  const values: unknown[] = []
  const put = (value: unknown) => `$${values.push(value)}`
  const { from, where } = rowsOf(look, values)
  const conditions = [where]
  const kinds = kindsOf(look)?.map((bytes) => `position(${put(bytes)}::bytea in f.packed) > 0`)
  if (kinds) conditions.push(`(${kinds.join(' or ')})`)
  const days = daysOf(look)
  if (days) conditions.push(`f.day = any(${put(days)}::date[])`)
  return { from, where: conditions.join(' and '), put, values }
}

/** How the wanted cases begin where they are packed: measure, bucket, hour. */
function kindsOf({ measures: [measure = 0], buckets, cell }: OneLook): Buffer[] | undefined {
  if (cell) return [0, NEW, RETURNING].map((bucket) => Buffer.of(measure, bucket, cell.hour))
  return buckets?.map((bucket) => Buffer.of(measure, bucket))
}

/** All Mondays of the period, or whichever day is wanted; nothing where every day is. */
function daysOf({ period: { from, to }, cell }: OneLook): string[] | null {
  if (!cell) return null
  const days: string[] = []
  const first = addDays(from, (cell.weekday - weekdayOf(from) + 7) % 7)
  for (let day = first; day <= to; day = addDays(day, 7)) days.push(day)
  return days
}

function countsIn(look: OneLook): (fact: Fact) => boolean {
  const isSeen = isLooked(look)
  const { buckets, cell } = look
  return (fact) =>
    isSeen(fact) &&
    (!buckets || buckets.includes(fact.bucket)) &&
    (!cell || fact.hour === cell.hour)
}

/** Without those that have cases on a later day, and with all the cases of the others. */
async function standing(
  database: Queryable,
  look: OneLook,
  candidates: readonly Row[],
): Promise<Share[]> {
  if (candidates.length === 0) return []
  const { rows } = await database.query<Row>(
    `select day::text as day, conversation_id as id, packed from report_facts
     where account_id = $1 and conversation_id = any($2) and day between $3 and $4
       and ($5::date[] is null or day = any($5))`,
    [
      ...[look.asker.accountId, candidates.map(({ id }) => id)],
      ...[look.period.from, look.period.to, daysOf(look)],
    ],
  )
  const counts = countsIn(look)
  const shares = new Map<string, Share>()
  for (const { id, day, packed } of rows) {
    const sum = sumOf(packed, counts)
    if (!sum) continue
    const known = shares.get(id) ?? { id, day, count: 0, total: 0 }
    known.count += sum.count
    known.total += sum.total
    if (day > known.day) known.day = day
    shares.set(id, known)
  }
  return candidates.flatMap(({ id, day }) => {
    const share = shares.get(id)
    return share?.day === day ? [share] : []
  })
}

async function countThem(database: Queryable, look: OneLook): Promise<number> {
  if (isWhole(look) && !look.buckets && !look.cell) {
    const { from, where, values } = rowsBehind(look)
    const { rows } = await database.query<{ count: number }>(
      `select count(distinct f.conversation_id)::integer as count from ${from} where ${where}`,
      values,
    )
    return rows[0]?.count ?? 0
  }
  const counts = countsIn(look)
  const ids = new Set<string>()
  let place: Place = []
  // Many more rows may have to be looked into than conversations are counted.
  for (;;) {
    const rows = await readRows(database, look, { place, most: MOST_READ })
    for (const { id, packed } of rows) if (sumOf(packed, counts)) ids.add(id)
    const last = rows.at(-1)
    if (!last || rows.length < MOST_READ) return ids.size
    place = [last.day, last.id]
  }
}

/** What a page ended with, so that the next one goes on behind it; anything else is the beginning. */
function placeFrom(text: string | undefined): Place {
  const [, day, id] = /^(\d{4}-\d\d-\d\d)_([\da-f-]{36})$/.exec(text ?? '') ?? []
  const isDay = day !== undefined && !Number.isNaN(Date.parse(day))
  return isDay && id ? [day, id] : []
}
