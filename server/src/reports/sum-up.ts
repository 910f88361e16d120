import type { Queryable } from '../database/index.ts'
import { type Look, listsOf, type Sum } from './asked.ts'
import { families, monthOf } from './cells.ts'
import { addPacked, flagsOf, kindOf, type Sums } from './packed-sums.ts'
import { spansOf } from './periods.ts'
import { sumFacts } from './sum-facts.ts'

/**
 * Cases summed up. Sums that are kept are by one thing at a time: what is cut by two, and what
 * somebody may see a part of only, is summed up from the facts themselves. Both give the same.
 */
export function sumUp(database: Queryable, look: Look): Promise<Sum[]> {
  return keptBy(look) === undefined ? sumFacts(database, look) : sumKept(database, look)
}

/** Which kept sums answer it, and which of their keys; nothing where none do. */
function keptBy({
  asker,
  filter,
  by,
}: Look): { family: number; keys?: readonly string[] } | undefined {
  if (asker.scope !== 'all') return undefined
  const [only, ...others] = [...listsOf(filter)]
  if (!only) return { family: families[by] }
  const [family, keys] = only
  if (others.length > 0 || (by !== 'all' && by !== family)) return undefined
  // A conversation with two of the tags would be counted twice.
  if (family === 'tag' && by === 'all' && keys.length > 1) return undefined
  return { family: families[family], keys }
}

interface Row {
  starts: string
  key: string
  sums: Buffer
}

async function sumKept(database: Queryable, look: Look): Promise<Sum[]> {
  const { asker, period, by, step } = look
  const kept = keptBy(look)!
  const values: unknown[] = [asker.accountId, kept.family, kept.keys ?? null]
  // Days are told apart by days alone.
  const spans = step === 'day' ? [{ ...period, isMonth: false }] : spansOf(period)
  const within = spans
    .map(({ from, to, isMonth }) => {
      const [first, last] = [values.push(from), values.push(to)]
      return `(is_month = ${isMonth} and starts between $${first} and $${last})`
    })
    .join(' or ')
  const { rows } = await database.query<Row>(
    `select starts::text as starts, key, sums from report_sums
     where account_id = $1 and family = $2 and (${within}) and ($3::text[] is null or key = any($3))`,
    values,
  )
  const flags = flagsOf(look.measures)
  const groups = new Map<string, Map<string, Sums>>()
  for (const { starts, key, sums } of rows) {
    const at = step === 'month' ? monthOf(starts) : step ? starts : ''
    const keys = groups.get(at) ?? new Map<string, Sums>()
    groups.set(at, keys)
    const name = by === 'all' ? '' : key
    const own: Sums = keys.get(name) ?? new Map()
    keys.set(name, own)
    addPacked(own, sums, flags)
  }
  return [...groups].flatMap(([at, keys]) =>
    [...keys].flatMap(([key, sums]) =>
      [...sums].flatMap(([code, sum]) => told(at, key, code, sum)),
    ),
  )
}

const told = (at: string, key: string, code: number, [count, total]: [number, number]): Sum[] =>
  count === 0 ? [] : [{ at, key, ...kindOf(code), count, total }]
