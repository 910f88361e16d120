import type { Queryable } from '../database/index.ts'
import { searchedFor } from './contact-condition.ts'
import type { Searcher } from './known-to.ts'

/** No more than these are put in order one by one; of more, enough are among the newest. */
const FEW = 3000

/**
 * Whom a search may find, where these are few; there may be some among them whom it does not. Who sees
 * a part asks by whom they know as well (decision 27).
 */
export async function findFew(
  database: Queryable,
  reader: Searcher,
  search: string,
): Promise<string[] | undefined> {
  if (reader.scope !== 'all' && !(await areAllThere(database, reader))) return undefined
  const values: unknown[] = [reader.accountId]
  const value = (given: unknown) => `$${values.push(given)}`
  const { own, theirs, either } = searchedFor(reader, search, value)
  const text =
    reader.scope === 'all'
      ? `select c.id from contacts c where c.account_id = $1 and ${own('c')}
         union all
         select a.contact_id from addresses a where a.account_id = $1 and ${theirs('a')}`
      : `select s.contact_id as id from contact_search s
         where s.known_to && ${value(reader.seesOf)}::uuid[] and ${either('s')}
           and s.account_id::text = $1::uuid::text`
  const { rows } = await database.query<{ id: string }>(`${text} limit ${FEW + 1}`, values)
  return rows.length > FEW ? undefined : [...new Set(rows.map(({ id }) => id))]
}

/** Whether everybody has been written into what is asked: after an upgrade it takes a while. */
async function areAllThere(database: Queryable, { accountId }: Searcher): Promise<boolean> {
  const { rows } = await database.query<{ is_filled: boolean }>(
    'select is_filled from search_cursors where account_id = $1',
    [accountId],
  )
  return rows[0]?.is_filled ?? false
}
