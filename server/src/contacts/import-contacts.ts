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

/**
 * In the transaction that marks the rows as done, so that none is brought in twice. Whoever calls it
 * tells the feed of the contacts that are returned, as its last statement.
 */
export async function importContacts(
  client: Queryable,
  given: ImportRow,
  { rows, by, now }: { rows: readonly TableRow[]; by: string; now: Date },
): Promise<string[]> {
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
  await markDone(client, given, done)
  return [...cards.keys()]
}

/** Cards that are open ask anew. Ends with the feed: make it the last statement. */
export async function tellImported(client: Queryable, accountId: string, ids: readonly string[]) {
  if (ids.length > 0) await appendFeed(client, accountId, ids.map(contactEntry))
}

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
    `update import_rows r set outcome = d.outcome, reason = d.reason, contact_id = d.contact_id
     from jsonb_to_recordset($3) as d (line integer, outcome text, reason jsonb, contact_id uuid)
     where r.account_id = $1 and r.import_id = $2 and r.line = d.line`,
    [account_id, id, toDatabaseJson(rows)],
  )
}
