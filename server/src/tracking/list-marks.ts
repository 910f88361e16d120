import type { Queryable } from '../database/index.ts'

/** What a visit was marked with, beside what its conversation keeps. What is unknown or forgotten is left out. */
export interface Marks {
  term?: string
  content?: string
  referrer?: string
  clickIds?: Record<string, string>
}

interface Row {
  id: string
  term: string
  content: string
  referrer: string
  click_ids: Record<string, string>
}

/** By the id of the visit. */
export async function listMarks(
  client: Queryable,
  accountId: string,
  visitIds: readonly string[],
): Promise<ReadonlyMap<string, Marks>> {
  if (visitIds.length === 0) return new Map()
  const { rows } = await client.query<Row>(
    `select id, term, content, referrer, click_ids from visits
     where account_id = $1 and id = any($2)`,
    [accountId, visitIds],
  )
  return new Map(rows.map(({ id, ...row }) => [id, marksOf(row)]))
}

const marksOf = ({ term, content, referrer, click_ids: clickIds }: Omit<Row, 'id'>): Marks => ({
  ...(term && { term }),
  ...(content && { content }),
  ...(referrer && { referrer }),
  ...(Object.keys(clickIds).length > 0 && { clickIds }),
})
