import type { Queryable } from '../database/index.ts'
import {
  type AttributedOf,
  attributedCases,
  type Narrow,
  attributedNames as names,
} from './attributed-cases.ts'

type Counts = Record<(typeof names)[number], number>

const nothing = Object.fromEntries(names.map((name) => [name, 0])) as Counts

/** What became of the numbers that one campaign gave out. */
export interface Attributed extends Counts {
  source: string
  medium: string
  campaign: string
}

/**
 * How well conversations are traced to visits, by source and campaign: visits and choices of a
 * messenger, messages that brought their number, conversations tied to a visit, and those of which
 * a visit could only be suggested, with what people have made of that. The totals are of all, the
 * rows are the largest.
 */
export async function attribution(
  database: Queryable,
  of: AttributedOf,
  narrow: Narrow = {},
): Promise<{ rows: Attributed[]; totals: Counts }> {
  const { text, values } = await attributedCases(database, of, narrow)
  const { rows } = await database.query<Attributed & { totals: Counts }>(
    `select source, medium, campaign,
       ${names.map((name) => `sum(${name})::integer as ${name}`).join()},
       jsonb_build_object(${names.map((name) => `'${name}', sum(sum(${name})) over ()`).join()})
         as totals
     from (${text}) cases group by 1, 2, 3
     order by sum(matched + unmatched) desc, sum(visits) desc, 1, 2, 3 limit 500`,
    values,
  )
  return {
    rows: rows.map(({ totals: _, ...row }) => row),
    totals: rows[0]?.totals ?? nothing,
  }
}
