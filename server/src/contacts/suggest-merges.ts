import type { MergeEvidence, MergeSuggestion } from '@otklik/protocol'

import type { Queryable } from '../database/index.ts'
import { maskPhone } from '../lib/phones.ts'
import { findContact } from './contact-row.ts'
import type { Reader } from './known-to.ts'
import { findContactRows } from './list-contacts.ts'

/** More than these at once nobody looks through. */
const MOST = 5

interface Found {
  contact_id: string
  kind: MergeEvidence
  value: string
}

/** Who may be the same person, and why. Nobody is ever merged by this alone. */
export async function suggestMerges(
  database: Queryable,
  reader: Reader,
  contactId: string,
): Promise<MergeSuggestion[]> {
  const contact = await findContact(database, reader, contactId)
  if (!contact || contact.erased_at) return []
  const { rows } = await database.query<Found>(evidence, [reader.accountId, contact.id])
  const ids = [...new Set(rows.map(({ contact_id }) => contact_id))].slice(0, MOST)
  const contacts = await findContactRows(database, reader, ids)
  return contacts.map((each) => ({
    contact: each,
    evidence: unique(rows.filter(({ contact_id }) => contact_id === each.id)),
  }))
}

function unique(found: readonly Found[]): MergeSuggestion['evidence'] {
  const kinds = new Map(found.map((each) => [each.kind, each]))
  return [...kinds.values()].map(({ kind, value }) => ({
    kind,
    value: kind === 'phone' ? maskPhone(value) : value,
  }))
}

/** Platforms write phones with a plus and without: both are looked for, each by its index. */
const evidence = `
  with own as (
    select 'phone' as kind, c.phone as value from contacts c
    where c.account_id = $1 and c.id = $2 and c.phone <> ''
    union
    select 'phone', '+' || ltrim(a.profile ->> 'phone', '+') from addresses a
    where a.account_id = $1 and a.contact_id = $2 and a.profile ? 'phone'
    union
    select 'email', lower(c.email) from contacts c
    where c.account_id = $1 and c.id = $2 and c.email <> ''
    union
    select 'username', lower(a.profile ->> 'username') from addresses a
    where a.account_id = $1 and a.contact_id = $2 and a.profile ? 'username'
  ), found as (
    select c.id as contact_id, o.kind, o.value from own o
    join contacts c on c.account_id = $1 and c.phone = o.value and c.phone <> ''
    where o.kind = 'phone'
    union
    select a.contact_id, o.kind, o.value from own o
    join addresses a on a.account_id = $1 and a.profile ? 'phone'
      and a.profile ->> 'phone' in (o.value, ltrim(o.value, '+'))
    where o.kind = 'phone'
    union
    select c.id, o.kind, o.value from own o
    join contacts c on c.account_id = $1 and lower(c.email) = o.value and c.email <> ''
    where o.kind = 'email'
    union
    select a.contact_id, o.kind, o.value from own o
    join addresses a on a.account_id = $1 and a.profile ? 'username'
      and lower(a.profile ->> 'username') = o.value
    where o.kind = 'username'
  )
  select f.contact_id, f.kind, f.value from found f
  where f.contact_id <> $2 and not exists (
    select from contact_differences d where d.account_id = $1
      and (d.contact_id, d.other_id) in (($2, f.contact_id), (f.contact_id, $2)))
  order by f.contact_id desc limit 50`
