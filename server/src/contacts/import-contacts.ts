import { appendFeed, type Queryable } from '../database/index.ts'
import { toDatabaseJson } from '../lib/database-json.ts'
import { contactEntry } from './edit-contact.ts'
import { listContactFields } from './fields.ts'
import { type Matched, Matching } from './import-matching.ts'
import { isProblem, readPerson } from './import-row.ts'
import type { ImportRow, TableRow } from './import-view.ts'

export interface DoneRow {
  line: number
  matched: Matched
}

interface MatchingRows {
  rows: readonly TableRow[]
  matching: Matching
  isWriting?: boolean
}

/** What rows come to, one after the other. */
export async function matchRows(
  client: Queryable,
  { account_id: accountId, mapping }: ImportRow,
  { rows, matching, isWriting = false }: MatchingRows,
): Promise<DoneRow[]> {
  const fields = await listContactFields(client, accountId)
  const read = rows.map(({ line, cells }) => ({ line, person: readPerson(cells, mapping, fields) }))
  const people = read.flatMap(({ person }) => (isProblem(person) ? [] : [person]))
  await matching.look(client, accountId, { people, isWriting })
  return read.map(({ line, person }) => ({
    line,
    matched: isProblem(person) ? person : matching.match(person),
  }))
}

interface Bringing {
  rows: readonly TableRow[]
  by: string
  now: Date
}

/**
 * In the transaction that marks the rows as done, so that none is brought in twice. Whoever calls it
 * tells the feed of the contacts that are returned, as its last statement.
 */
export async function importContacts(
  client: Queryable,
  given: ImportRow,
  bringing: Bringing,
): Promise<string[]> {
  const { done, contactIds } = await writeContacts(client, given, bringing)
  await markDone(client, given, done)
  return contactIds
}

/** The person of a row, which is done only once more than that is brought in. */
export async function importPerson(
  client: Queryable,
  given: ImportRow,
  bringing: { row: TableRow; by: string; now: Date },
): Promise<{ contactId?: string; contactIds: string[] }> {
  const { row, by, now } = bringing
  const { done, contactIds } = await writeContacts(client, given, { rows: [row], by, now })
  const matched = done[0]?.matched
  if (!matched || 'reason' in matched) return { contactIds }
  const { contactId } = matched
  await client.query(
    `update import_rows set contact_id = $4
     where account_id = $1 and import_id = $2 and line = $3`,
    [given.account_id, given.id, row.line, contactId],
  )
  return { contactId, contactIds }
}

async function writeContacts(
  client: Queryable,
  given: ImportRow,
  { rows, by, now }: Bringing,
): Promise<{ done: DoneRow[]; contactIds: string[] }> {
  const done = await matchRows(client, given, {
    ...{ rows, matching: new Matching(), isWriting: true },
  })
  const cards = new Map(
    done.flatMap(({ matched }) =>
      'card' in matched && matched.outcome !== 'same'
        ? [[matched.contactId, { id: matched.contactId, ...matched.card }] as const]
        : [],
    ),
  )
  await client.query(
    `insert into contacts (account_id, id, name, email, phone, fields, tags, note, is_vip,
       changed_by, changed_at, created_at)
     select $1, id, name, email, phone, fields, tags, note, is_vip, $3, $4, $4
     from jsonb_to_recordset($2) as c (id uuid, name text, email text, phone text, fields jsonb,
       tags text[], note text, is_vip boolean) order by id
     on conflict (account_id, id) do update set version = contacts.version + 1,
       name = excluded.name, email = excluded.email, phone = excluded.phone,
       fields = excluded.fields, tags = excluded.tags, note = excluded.note,
       is_vip = excluded.is_vip, changed_by = excluded.changed_by, changed_at = excluded.changed_at`,
    [given.account_id, toDatabaseJson([...cards.values()]), by, now],
  )
  return { done, contactIds: [...cards.keys()] }
}

/** Cards that are open ask anew. Ends with the feed: make it the last statement. */
export async function tellImported(client: Queryable, accountId: string, ids: readonly string[]) {
  if (ids.length > 0) await appendFeed(client, accountId, ids.map(contactEntry))
}

/** What rows have come to, and how many: in one statement, so that a restart counts none twice. */
export async function markDone(
  client: Queryable,
  { account_id, id }: ImportRow,
  done: readonly DoneRow[],
): Promise<void> {
  const rows = done.map(({ line, matched }) =>
    'reason' in matched
      ? { line, outcome: 'refused', reason: matched }
      : { line, outcome: matched.outcome, contact_id: matched.contactId },
  )
  await client.query(
    `with settled as (
       update import_rows r set outcome = d.outcome, reason = d.reason, contact_id = d.contact_id
       from jsonb_to_recordset($3) as d (line integer, outcome text, reason jsonb, contact_id uuid)
       where r.account_id = $1 and r.import_id = $2 and r.line = d.line and r.outcome is null
       returning r.outcome)
     ${counting}`,
    [account_id, id, toDatabaseJson(rows)],
  )
}

/** Adds the outcomes of the rows `settled` to what the import has come to. */
export const counting = `
  update imports set
    made = made + (select count(*) from settled where outcome = 'made'),
    changed = changed + (select count(*) from settled where outcome = 'changed'),
    same = same + (select count(*) from settled where outcome = 'same'),
    refused = refused + (select count(*) from settled where outcome = 'refused')
  where account_id = $1 and id = $2`
