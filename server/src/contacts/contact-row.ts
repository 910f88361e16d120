import type { Queryable } from '../database/index.ts'
import { NotFoundError, Refusal } from '../http/index.ts'
import { isKnownTo, type Reader } from './known-to.ts'

/** A row of `contacts`. */
export interface ContactRow {
  account_id: string
  id: string
  version: number
  name: string
  email: string
  phone: string
  fields: Record<string, string>
  tags: string[]
  note: string
  is_vip: boolean
  barred_at: Date | null
  barred_by: string | null
  changed_by: string | null
  changed_at: Date | null
  merged_into: string | null
  erased_at: Date | null
  created_at: Date
}

/** Whoever it is now, if the reader may know of them: a contact that became one with another leads there. */
export async function findContact(
  database: Queryable,
  reader: Reader,
  id: string,
): Promise<ContactRow | undefined> {
  const values: unknown[] = [reader.accountId, id]
  const { rows } = await database.query<ContactRow>(
    `with recursive way as (
       select c.*, 0 as steps from contacts c where c.account_id = $1 and c.id = $2
       union all
       select c.*, w.steps + 1 from way w
       join contacts c on c.account_id = w.account_id and c.id = w.merged_into
       where w.steps < 100)
     select * from way where merged_into is null and ${isKnownTo(reader, values, 'way.id')}`,
    values,
  )
  return rows[0]
}

/** The id of whoever it is now; refuses whom the reader may not know of. */
export async function getContactId(
  database: Queryable,
  reader: Reader,
  id: string,
): Promise<string> {
  const row = await findContact(database, reader, id)
  if (!row) throw new NotFoundError()
  return row.id
}

/**
 * The contacts for the transaction that changes them, in the order asked for; locked by id, so that
 * two who change the same ones wait for each other. Refuses where one of them is no more.
 */
export async function lockContacts(
  client: Queryable,
  accountId: string,
  ids: readonly string[],
): Promise<ContactRow[]> {
  const { rows } = await client.query<ContactRow>(
    'select * from contacts where account_id = $1 and id = any($2) order by id for no key update',
    [accountId, ids],
  )
  return ids.map((id) => {
    const row = rows.find((each) => each.id === id)
    if (!row) throw new NotFoundError()
    if (row.merged_into || row.erased_at) throw new Refusal('contact-gone')
    return row
  })
}

export async function lockContact(
  client: Queryable,
  accountId: string,
  id: string,
): Promise<ContactRow> {
  const [row] = await lockContacts(client, accountId, [id])
  return row!
}
