import type { ContactPage, ContactRow as ContactView, contactPageQuery } from '@otklik/protocol'
import type { z } from 'zod'

import { visibleTo } from '../access/index.ts'
import type { Queryable } from '../database/index.ts'
import { maskName, maskPhone } from '../lib/phones.ts'
import { type ContactFilter, contactCondition } from './contact-condition.ts'
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
  const counting = isFirst ? countContacts(database, reader, filter) : undefined
  const place = { filter, most: limit + 1 }
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

interface Place {
  filter: ContactFilter
  most: number
}

async function countContacts(database: Queryable, reader: Searcher, filter: ContactFilter) {
  const values: unknown[] = [reader.accountId]
  const condition = contactCondition(reader, filter, values)
  const { rows } = await database.query<{ total: number }>(
    `select count(*)::integer as total from (
       select from contacts c where ${condition} limit ${MOST_COUNTED}) found`,
    values,
  )
  return rows[0]?.total
}

/** Along the index of all conversations; each contact is met at the last of theirs. */
async function idsByConversation(
  database: Queryable,
  reader: Searcher,
  { filter, most, beforeConversation }: Place & { beforeConversation: string | undefined },
): Promise<string[]> {
  const values: unknown[] = [reader.accountId]
  const condition = contactCondition(reader, filter, values)
  const isVisible = visibleTo(reader, values, 'o')
  const isLaterVisible = visibleTo(reader, values, 'n')
  const paged = beforeConversation
    ? `and (o.opened_at, o.id) < (select x.opened_at, x.id from conversations x
         where x.account_id = $1 and x.id = $${values.push(beforeConversation)})`
    : ''
  const { rows } = await database.query<{ id: string }>(
    `select o.contact_id as id from conversations o
       join contacts c on c.account_id = o.account_id and c.id = o.contact_id
     where o.account_id = $1 and ${isVisible} ${paged} and ${condition}
       and not exists (select from conversations n where n.account_id = o.account_id
         and n.contact_id = o.contact_id and (n.opened_at, n.id) > (o.opened_at, o.id)
         and ${isLaterVisible})
     order by o.opened_at desc, o.id desc limit $${values.push(most)}`,
    values,
  )
  return rows.map(({ id }) => id)
}

async function idsWithoutConversation(
  database: Queryable,
  reader: Searcher,
  { filter, most, before }: Place & { before: string | undefined },
): Promise<string[]> {
  const values: unknown[] = [reader.accountId]
  const condition = contactCondition(reader, filter, values)
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
