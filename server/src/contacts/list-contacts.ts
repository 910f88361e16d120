import type { ContactPage, ContactRow as ContactView, contactPageQuery } from '@otklik/protocol'
import type { z } from 'zod'

import { visibleTo } from '../access/index.ts'
import type { Queryable } from '../database/index.ts'
import { maskName, maskPhone } from '../lib/phones.ts'
import { type ContactFilter, contactCondition, rowCondition } from './contact-condition.ts'
import { findFew } from './find-few.ts'
import { isKnownTo, type Reader, type Searcher } from './known-to.ts'

interface Row {
  id: string
  name: string
  version: number
  is_vip: boolean
  barred_at: Date | null
  phone: string
  profile_phone: string | null
  email: string
  tags: string[]
  channel_ids: string[]
  conversation_count: number
  last_id: string | null
  last_at: Date | null
  created_at: Date
}

/** Counting goes no further: a page says «больше 10 000». */
const MOST_COUNTED = 10_000

/** Of conversations only what the reader may see is counted and named. */
function rowsSql(reader: Reader, values: unknown[]): string {
  const isVisible = visibleTo(reader, values, 'o')
  return `select c.id, c.name, c.version, c.is_vip, c.barred_at, c.phone, c.email, c.tags, c.created_at,
    (select a.profile ->> 'phone' from addresses a where a.account_id = c.account_id
       and a.contact_id = c.id and a.profile ? 'phone' order by a.created_at limit 1) as profile_phone,
    array(select distinct a.channel_id from addresses a
      where a.account_id = c.account_id and a.contact_id = c.id) as channel_ids,
    (select count(*)::integer from conversations o where o.account_id = c.account_id
       and o.contact_id = c.id and ${isVisible}) as conversation_count,
    l.id as last_id, l.opened_at as last_at
  from contacts c left join lateral (
    select o.id, o.opened_at from conversations o where o.account_id = c.account_id
      and o.contact_id = c.id and ${isVisible} order by o.opened_at desc, o.id desc limit 1) l on true`
}

/**
 * As the page shows them: by their last conversation, the newest first, then those who have none, the
 * last to come first. Of conversations only those count that the reader may see.
 */
export async function listContacts(
  database: Queryable,
  reader: Searcher,
  { limit, before, beforeConversation, ...filter }: z.output<typeof contactPageQuery>,
): Promise<ContactPage> {
  const isFirst = !before && !beforeConversation
  const few = filter.search ? await findFew(database, reader, filter.search) : undefined
  // What is looked for and is not rare is not counted: that would take longer than the page.
  const isCounted = isFirst && (!filter.search || few)
  const counting = isCounted ? countContacts(database, reader, { filter, few }) : undefined
  const place = { filter, few, most: limit + 1 }
  const ids = before
    ? []
    : await idsByConversation(database, reader, { ...place, beforeConversation })
  // Whoever sees only some conversations knows nobody without one.
  if (ids.length <= limit && reader.scope === 'all') {
    const most = limit + 1 - ids.length
    ids.push(...(await idsWithoutConversation(database, reader, { ...place, most, before })))
  }
  const rows = await findContactRows(database, reader, ids.slice(0, limit))
  const total = await counting
  return {
    contacts: ids.flatMap((id) => rows.find((row) => row.id === id) ?? []),
    hasMore: ids.length > limit,
    ...(total !== undefined && { total }),
  }
}

interface Looked {
  filter: ContactFilter
  /** Nobody else is found. */
  few: string[] | undefined
}

interface Place extends Looked {
  most: number
}

const amongFew = (few: string[] | undefined, values: unknown[]) =>
  few ? `c.id = any ($${values.push(few)}::uuid[])` : 'true'

async function countContacts(database: Queryable, reader: Searcher, { filter, few }: Looked) {
  const values: unknown[] = [reader.accountId]
  const condition = few
    ? `${rowCondition(reader, filter, values)} and ${amongFew(few, values)}
       and ${isKnownTo(reader, values, 'c.id')}`
    : contactCondition(reader, filter, values)
  const { rows } = await database.query<{ total: number }>(
    `select count(*)::integer as total from (
       select from contacts c where ${condition} limit ${MOST_COUNTED}) found`,
    values,
  )
  return rows[0]?.total
}

/** Enough of what is not rare is among so many conversations. */
const NEWEST = 1000

interface ByConversation extends Place {
  beforeConversation: string | undefined
}

/** Among the newest first: that costs little, and the planner goes along their order for few alone. */
async function idsByConversation(database: Queryable, reader: Searcher, place: ByConversation) {
  const read = async (among?: number) => {
    const { text, values } = byConversationStatement(reader, place, among)
    return (await database.query<{ id: string }>(text, values)).rows.map(({ id }) => id)
  }
  const { tag, isVip, isBarred } = place.filter
  const isSeldom = place.few || tag || isVip || isBarred
  const newest = isSeldom ? [] : await read(NEWEST)
  return newest.length === place.most ? newest : read()
}

/**
 * Along the index of all conversations; each contact is met at the last of theirs. Of few, the last
 * conversation of each is looked up instead.
 */
function byConversationStatement(
  reader: Searcher,
  { filter, few, most, beforeConversation }: ByConversation,
  among: number | undefined,
) {
  const values: unknown[] = [reader.accountId]
  const isVisible = visibleTo(reader, values, 'o')
  const isLaterVisible = visibleTo(reader, values, 'n')
  const condition = rowCondition(reader, filter, values)
  const paged = beforeConversation
    ? `(o.opened_at, o.id) < (select x.opened_at, x.id from conversations x
         where x.account_id = $1 and x.id = $${values.push(beforeConversation)})`
    : 'true'
  const last = 'order by o.opened_at desc, o.id desc'
  const met = few
    ? `select o.contact_id, o.opened_at, o.id from unnest($${values.push(few)}::uuid[]) f (id)
       cross join lateral (
         select o.* from conversations o where o.account_id = $1 and o.contact_id = f.id
           and ${isVisible} ${last} limit 1) o
       where ${paged}`
    : `select o.contact_id, o.opened_at, o.id from conversations o
       where o.account_id = $1 and ${isVisible} and ${paged}
       ${among ? `${last} limit ${among}` : ''}`
  // One by one until the page is full.
  const fence = few || among ? 'offset 0' : ''
  return {
    values,
    text: `select o.contact_id as id from (select * from (${met}) o ${fence && last} ${fence}) o
     cross join lateral (
       select from contacts c where c.id = o.contact_id and ${condition} ${fence}) c
     where not exists (select from conversations n where n.account_id = $1
       and n.contact_id = o.contact_id and (n.opened_at, n.id) > (o.opened_at, o.id)
       and ${isLaterVisible})
     ${last} limit $${values.push(most)}`,
  }
}

async function idsWithoutConversation(
  database: Queryable,
  reader: Searcher,
  { filter, few, most, before }: Place & { before: string | undefined },
): Promise<string[]> {
  const values: unknown[] = [reader.accountId]
  const condition = few
    ? `${rowCondition(reader, filter, values)} and ${amongFew(few, values)}`
    : contactCondition(reader, filter, values)
  const paged = before ? `and c.id < $${values.push(before)}` : ''
  const { rows } = await database.query<{ id: string }>(
    `select c.id from contacts c where ${condition} ${paged} and not exists (
       select from conversations o where o.account_id = c.account_id and o.contact_id = c.id)
     order by c.id desc limit $${values.push(most)}`,
    values,
  )
  return rows.map(({ id }) => id)
}

export async function findContactRows(
  database: Queryable,
  reader: Reader,
  ids: readonly string[],
): Promise<ContactView[]> {
  const values: unknown[] = [reader.accountId, ids]
  const { rows } = await database.query<Row>(
    `${rowsSql(reader, values)}
     where c.account_id = $1 and c.id = any($2) and c.merged_into is null and c.erased_at is null
       and ${isKnownTo(reader, values, 'c.id')}
     order by c.id desc`,
    values,
  )
  return rows.map(viewRow)
}

function viewRow(row: Row): ContactView {
  const phone = row.phone || row.profile_phone || ''
  return {
    id: row.id,
    name: maskName(row.name),
    version: row.version,
    ...(row.is_vip && { isVip: true }),
    ...(row.barred_at && { isBarred: true }),
    phone: phone && maskPhone(phone),
    email: row.email,
    tags: row.tags,
    channelIds: row.channel_ids,
    conversationCount: row.conversation_count,
    ...(row.last_id &&
      row.last_at && {
        lastConversation: { id: row.last_id, at: row.last_at.toISOString() },
      }),
    since: row.created_at.toISOString(),
  }
}

const MOST_TAGS = 500

/** In the order of the alphabet, for those who write one and those who filter. */
export async function listContactTags(database: Queryable, reader: Reader): Promise<string[]> {
  const values: unknown[] = [reader.accountId]
  const { rows } = await database.query<{ tag: string }>(
    `select distinct unnest(c.tags) as tag from contacts c
     where c.account_id = $1 and c.merged_into is null and c.tags <> '{}'
       and ${isKnownTo(reader, values, 'c.id')} order by tag limit ${MOST_TAGS}`,
    values,
  )
  return rows.map(({ tag }) => tag)
}
