import { isDeepStrictEqual } from 'node:util'
import type { MergePreview } from '@otklik/protocol'
import { v7 as newId } from 'uuid'

import { type Author, recordChange } from '../audit/index.ts'
import type { Queryable } from '../database/index.ts'
import { NotFoundError, Refusal } from '../http/index.ts'
import { toDatabaseJson } from '../lib/database-json.ts'
import { type ContactRow, lockContacts } from './contact-row.ts'
import { unique, withoutEmpty, writeContact } from './edit-contact.ts'

/** For so long a merge can be taken back. */
export const UNDO_DAYS = 30

/** What a merge decides about; the rest of a card follows its addresses. */
type Merged = Pick<
  ContactRow,
  'name' | 'email' | 'phone' | 'fields' | 'tags' | 'note' | 'is_vip'
> & { barred_at: string | null; barred_by: string | null }

interface Kept {
  survivor: Merged
  merged: Merged
  after: Merged
  moved: Place[]
}

interface Place {
  channelId: string
  address: string
}

interface Acting {
  author: Author & { accountId: string }
  by: string
  now: Date
}

const mergedOf = (row: ContactRow): Merged => ({
  name: row.name,
  email: row.email,
  phone: row.phone,
  fields: row.fields,
  tags: row.tags,
  note: row.note,
  is_vip: row.is_vip,
  barred_at: row.barred_at?.toISOString() ?? null,
  barred_by: row.barred_by,
})

/**
 * What becomes of two cards: the survivor's word counts, the other's fills what it leaves open. Tags
 * come together, notes stand one under the other, and whoever was important or blocked stays so.
 */
export function combined(survivor: Merged, other: Merged): Merged {
  const notes = [survivor.note, other.note].filter(Boolean)
  return {
    name: survivor.name,
    email: survivor.email || other.email,
    phone: survivor.phone || other.phone,
    fields: withoutEmpty({ ...other.fields, ...withoutEmpty(survivor.fields) }),
    tags: unique([...other.tags, ...survivor.tags]).sort(),
    note: [...new Set(notes)].join('\n\n'),
    is_vip: survivor.is_vip || other.is_vip,
    barred_at: survivor.barred_at ?? other.barred_at,
    barred_by: survivor.barred_at ? survivor.barred_by : other.barred_by,
  }
}

/** As it would be, without doing it. */
export function previewOf(
  survivor: ContactRow,
  other: ContactRow,
): Omit<MergePreview, 'addressCount' | 'conversationCount' | 'phone'> & { phone: string } {
  const { name, email, phone, fields, tags, note, is_vip, barred_at } = combined(
    mergedOf(survivor),
    mergedOf(other),
  )
  const isVip = is_vip
  return { name, email, phone, fields, tags, note, isVip, isBarred: barred_at !== null }
}

/** Says whether whoever they are now is blocked. */
export async function mergeContacts(
  client: Queryable,
  { author, by, now }: Acting,
  { survivorId, otherId }: { survivorId: string; otherId: string },
): Promise<{ isBarred: boolean }> {
  const { accountId } = author
  if (survivorId === otherId) throw new Refusal('not-mergeable')
  const [survivor, other] = await lockBoth(client, accountId, [survivorId, otherId])
  const moved = await placesOf(client, accountId, otherId)
  const before = { survivor: mergedOf(survivor), merged: mergedOf(other) }
  const after = combined(before.survivor, before.merged)
  const kept: Kept = { ...before, after, moved }
  await client.query(
    `insert into contact_merges (account_id, id, survivor_id, merged_id, kept, at, author_name)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [accountId, newId(), survivorId, otherId, toDatabaseJson(kept), now, by],
  )
  await move(client, accountId, moved, survivorId)
  await client.query(
    'update contacts set merged_into = $3, version = version + 1 where account_id = $1 and id = $2',
    [accountId, otherId, survivorId],
  )
  await recordChange(client, author, {
    action: 'merged',
    subject: { kind: 'contact', id: survivorId, name: survivor.name },
    changes: [{ field: 'mergedContact', after: other.name }],
  })
  await write(client, { accountId, contactId: survivorId, by, now }, after)
  return { isBarred: after.barred_at !== null }
}

/**
 * Two people again, each with what they had: addresses with all that was said there, also since. What
 * somebody has changed on the survivor's card since the merge stays as they left it.
 */
export async function undoMerge(
  client: Queryable,
  { author, by, now }: Acting,
  { contactId, mergeId }: { contactId: string; mergeId: string },
): Promise<{ survivorId: string; otherId: string }> {
  const { accountId } = author
  const { rows } = await client.query<{
    survivor_id: string
    merged_id: string
    kept: Kept
    at: Date
    undone_at: Date | null
  }>(
    `select * from contact_merges
     where account_id = $1 and id = $2 and survivor_id = $3`,
    [accountId, mergeId, contactId],
  )
  const merge = rows[0]
  if (!merge) throw new NotFoundError()
  const isLate = now.getTime() - merge.at.getTime() > UNDO_DAYS * 86_400_000
  if (merge.undone_at || isLate) throw new Refusal('cannot-undo')
  const { survivor_id: survivorId, merged_id: otherId, kept } = merge
  const [survivor, other] = await lockBoth(client, accountId, [survivorId, otherId], survivorId)
  const here = await placesOf(client, accountId, survivorId)
  const back = kept.moved.filter((place) => here.some((each) => isDeepStrictEqual(each, place)))
  await client.query(
    `update contacts set merged_into = null, version = version + 1
     where account_id = $1 and id = $2`,
    [accountId, otherId],
  )
  await move(client, accountId, back, otherId)
  await client.query('update contact_merges set undone_at = $3 where account_id = $1 and id = $2', [
    accountId,
    mergeId,
    now,
  ])
  await recordChange(client, author, {
    action: 'unmerged',
    subject: { kind: 'contact', id: survivorId, name: survivor.name },
    changes: [{ field: 'mergedContact', before: other.name }],
  })
  const restored = unlessChanged(mergedOf(survivor), kept)
  await write(client, { accountId, contactId: survivorId, by, now }, restored)
  return { survivorId, otherId }
}

/** Field by field: what is as the merge left it goes back to what it was before. */
export function unlessChanged(now: Merged, { survivor, after }: Pick<Kept, 'survivor' | 'after'>) {
  const restored: Record<string, unknown> = { ...now }
  for (const key of Object.keys(now) as (keyof Merged)[]) {
    if (isDeepStrictEqual(now[key], after[key])) restored[key] = survivor[key]
  }
  return restored as unknown as Merged
}

/** Addresses before contacts, always: whoever opens a conversation holds them in this order. */
async function lockBoth(
  client: Queryable,
  accountId: string,
  ids: [string, string],
  mergedInto?: string,
): Promise<[ContactRow, ContactRow]> {
  await client.query(
    `select from addresses where account_id = $1 and contact_id = any($2)
     order by channel_id, address for no key update`,
    [accountId, ids],
  )
  if (mergedInto === undefined) {
    return (await lockContacts(client, accountId, ids)) as [ContactRow, ContactRow]
  }
  const { rows } = await client.query<ContactRow>(
    'select * from contacts where account_id = $1 and id = any($2) order by id for no key update',
    [accountId, ids],
  )
  const [survivor, other] = ids.map((id) => rows.find((row) => row.id === id))
  const isThere = survivor && !survivor.merged_into && !survivor.erased_at
  if (!isThere || other?.merged_into !== mergedInto) throw new Refusal('cannot-undo')
  return [survivor, other]
}

async function placesOf(client: Queryable, accountId: string, contactId: string) {
  const { rows } = await client.query<{ channel_id: string; address: string }>(
    `select channel_id, address from addresses where account_id = $1 and contact_id = $2
     order by channel_id, address`,
    [accountId, contactId],
  )
  return rows.map(({ channel_id, address }): Place => ({ channelId: channel_id, address }))
}

async function move(client: Queryable, accountId: string, places: Place[], target: string) {
  await client.query('select move_contact($1, $2, $3)', [accountId, toDatabaseJson(places), target])
}

async function write(
  client: Queryable,
  editing: Parameters<typeof writeContact>[1],
  { barred_at, barred_by, ...written }: Merged,
): Promise<void> {
  await client.query(
    'update contacts set barred_at = $3, barred_by = $4 where account_id = $1 and id = $2',
    [editing.accountId, editing.contactId, barred_at, barred_by],
  )
  await writeContact(client, editing, written)
}
