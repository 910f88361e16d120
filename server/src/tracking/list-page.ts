import type { Queryable } from '../database/index.ts'

export interface Page {
  /** `next` of the page before. */
  after?: string | undefined
  limit: number
}

export interface Paged<Row> {
  rows: Row[]
  /** Of all pages. */
  count: number
  next?: string
}

/**
 * A page of conversations, the newest first: `text` selects them, each once with its `number`, of which
 * `details` selects what is shown of those in `page`.
 */
export async function listPage<Row extends { number: number }>(
  database: Queryable,
  query: { text: string; values: unknown[]; details: string },
  { after, limit }: Page,
): Promise<Paged<Row>> {
  const values = [...query.values]
  const put = (value: unknown) => `$${values.push(value)}`
  const before = Number(after)
  const isPlace = Number.isSafeInteger(before) && before > 0
  const { rows } = await database.query<Row & { every: number }>(
    `with found as materialized (${query.text}),
     page as (
       select * from found ${isPlace ? `where number < ${put(before)}` : ''}
       order by number desc limit ${put(limit + 1)})
     ${query.details}`,
    values,
  )
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: shown,
    count: rows[0]?.every ?? 0,
    ...(rows.length > limit && last && { next: String(last.number) }),
  }
}

/** Of which `details` selects this beside its own. */
export const everyFound = '(select count(*)::integer from found) as every'
