import type { Queryable } from '../database/index.ts'
import { type Look, listsOf, type Sum } from './asked.ts'
import { type Family, keyOfHour, monthOf, weekdayOf } from './cells.ts'
import type { Fact } from './facts.ts'
import { FactReader } from './packed-facts.ts'
import { codeOf, kindOf, type Sums } from './packed-sums.ts'
import { addDays, type Period } from './periods.ts'
import { isLooked, rowsOf } from './read-facts.ts'

/** So much is in memory at once, and between two of them others have their turn. */
const DAYS_AT_ONCE = 7
const PARTS_AT_ONCE = 3

/** What whole rows are told apart by; the others are told apart fact by fact. */
const rowKeys: Partial<Record<Family, string>> = {
  channel: 'f.channel_id::text',
  topic: 'f.topic',
  source: 'f.source',
  tag: 't.tag',
}

/**
 * From the facts, conversation by conversation: exact for every filter, and as slow as it is wide.
 * PostgreSQL finds the rows and joins them, the numbers in them are added up here: unpacked there,
 * they took ten times as long.
 */
export async function sumFacts(database: Queryable, look: Look): Promise<Sum[]> {
  const groups: Groups = new Map()
  const parts = partsOf(look.period)
  const readOn = async () => {
    for (let part = parts.shift(); part; part = parts.shift()) {
      for (const row of await readRows(database, { ...look, period: part }))
        addUp(groups, row, look)
    }
  }
  await Promise.all(Array.from({ length: PARTS_AT_ONCE }, readOn))
  return [...groups].flatMap(([at, keys]) =>
    [...keys].flatMap(([key, sums]) =>
      [...sums].map(([code, [count, total]]) => ({ at, key, ...kindOf(code), count, total })),
    ),
  )
}

/** Sums by point of time and key. */
type Groups = Map<string, Map<string, Sums>>

function partsOf({ from, to }: Period): Period[] {
  const parts: Period[] = []
  for (let first = from; first <= to; first = addDays(first, DAYS_AT_ONCE)) {
    const last = addDays(first, DAYS_AT_ONCE - 1)
    parts.push({ from: first, to: last < to ? last : to })
  }
  return parts
}

interface Row {
  day: string
  key: string
  packed: Buffer
}

async function readRows(database: Queryable, look: Look): Promise<Row[]> {
  const values: unknown[] = []
  const { from, where } = rowsOf(look, values)
  const tags =
    look.by === 'tag'
      ? `cross join unnest(case when f.tags = '{}' then '{""}' else f.tags end) as t (tag)`
      : ''
  // A filter by tags that is told apart by tags shows those alone.
  const only = look.by === 'tag' && listsOf(look.filter).get('tag')
  const shown = only ? ` and t.tag = any($${values.push(only)})` : ''
  const { rows } = await database.query<Row>(
    `select f.day::text as day, ${rowKeys[look.by] ?? `''`} as key,
       string_agg(f.packed, ''::bytea) as packed
     from ${from} ${tags} where ${where}${shown} group by 1, 2`,
    values,
  )
  return rows
}

function addUp(groups: Groups, { day, key, packed }: Row, look: Look): void {
  const at = look.step === 'month' ? monthOf(day) : look.step ? day : ''
  const keys = groups.get(at) ?? new Map<string, Sums>()
  groups.set(at, keys)
  const counts = isLooked(look)
  const ownKey = keyOfFact(look.by, day)
  const reader = new FactReader(packed)
  while (reader.next()) {
    if (!counts(reader)) continue
    const name = ownKey ? ownKey(reader) : key
    if (name === null) continue
    let sums = keys.get(name)
    if (!sums) {
      sums = new Map()
      keys.set(name, sums)
    }
    const code = codeOf(reader.measure, reader.bucket)
    const known = sums.get(code)
    if (known) {
      known[0] += reader.count
      known[1] += reader.total
    } else sums.set(code, [reader.count, reader.total])
  }
}

/** Null where a fact is of none. */
function keyOfFact(by: Family, day: string): ((fact: Fact) => string | null) | undefined {
  switch (by) {
    case 'team':
      return (fact) => fact.teamId
    case 'operator':
      return (fact) => fact.operatorId
    case 'bot':
      return (fact) => fact.botId
    case 'hour': {
      const weekday = weekdayOf(day)
      return ({ hour }) => (hour < 0 ? null : keyOfHour({ weekday, hour }))
    }
    default:
      return undefined
  }
}
