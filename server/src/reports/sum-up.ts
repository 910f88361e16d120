import type { Queryable } from '../database/index.ts'
import { type Look, listsOf, type Sum } from './asked.ts'
import { families } from './cells.ts'
import { spansOf } from './periods.ts'
import { sumFacts } from './sum-facts.ts'

/**
 * Cases summed up. Sums that are kept are by one thing at a time: what is cut by two, and what
 * somebody may see a part of only, is summed up from the facts themselves. Both give the same.
 */
export function sumUp(database: Queryable, look: Look): Promise<Sum[]> {
  return keptBy(look) === undefined ? sumFacts(database, look) : sumCells(database, look)
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

async function sumCells(database: Queryable, look: Look): Promise<Sum[]> {
  const { asker, period, measures, by, step } = look
  const kept = keptBy(look)!
  const at = step ? `date_trunc('${step}', starts)::date::text` : `''`
  const key = by === 'all' ? `''` : 'key'
  const values: unknown[] = [asker.accountId, kept.family, measures, kept.keys ?? null]
  // Days are told apart by days alone.
  const spans = step === 'day' ? [{ ...period, isMonth: false }] : spansOf(period)
  const within = spans
    .map(({ from, to, isMonth }) => {
      const [first, last] = [values.push(from), values.push(to)]
      return `(is_month = ${isMonth} and starts between $${first} and $${last})`
    })
    .join(' or ')
  const { rows } = await database.query<Sum>(
    `select ${at} as at, ${key} as key, measure, bucket, sum(count)::integer as count,
       sum(total)::float8 as total
     from report_cells
     where account_id = $1 and family = $2 and (${within}) and measure = any($3)
       and ($4::text[] is null or key = any($4))
     group by 1, 2, 3, 4 having sum(count) <> 0`,
    values,
  )
  return rows
}
