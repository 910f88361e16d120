import type {
  ContactPage,
  ContactRow as ContactView,
  contactFilter,
  contactPageQuery,
} from '@otklik/protocol'
import type { z } from 'zod'

import { visibleTo } from '../access/index.ts'
import type { Queryable } from '../database/index.ts'
import { isKnownTo, type Reader, type Searcher } from './known-to.ts'
import { maskName, maskPhone, toPhone } from './phones.ts'

export type ContactFilter = z.output<typeof contactFilter>

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

/**
 * The condition of the screen, the export and the count: `$1` is the account. Values that the filter
 * needs are added to `values`.
 */
export function contactCondition(
  reader: Searcher,
  filter: ContactFilter,
  values: unknown[],
): string {
  const parts = ['c.account_id = $1', 'c.merged_into is null', 'c.erased_at is null']
  parts.push(isKnownTo(reader, values, 'c.id'))
  const value = (given: unknown) => `$${values.push(given)}`
  if (filter.isVip !== undefined) parts.push(`c.is_vip = ${value(filter.isVip)}`)
  if (filter.isBarred !== undefined) {
    parts.push(`(c.barred_at is not null) = ${value(filter.isBarred)}`)
  }
  if (filter.tag) parts.push(`${value(filter.tag)} = any (c.tags)`)
  if (filter.channelId) {
    parts.push(`exists (select from addresses a where a.account_id = c.account_id
      and a.contact_id = c.id and a.channel_id = ${value(filter.channelId)})`)
  }
  if (filter.search) parts.push(searchCondition(reader, filter.search, value))
  return parts.join(' and ')
}

/**
 * By any part of a name, an e-mail, a username or a phone, however the phone is written. A phone's
 * digits are not told one by one to those who see them masked: they find it by the whole of it.
 */
function searchCondition(
  reader: Searcher,
  search: string,
  value: (given: unknown) => string,
): string {
  const words = value(`%${escaped(search.replace(/^@/, ''))}%`)
  const digits = search.replaceAll(/[^\d]/g, '').replace(/^[78](?=\d{10}$)/, '')
  const isDigits = /^[\d\s()+.-]+$/.test(search) && digits.length >= 3
  const phones = isDigits ? value(`%${digits}%`) : words
  const like = (text: string) =>
    [...new Set([words, phones])].map((each) => `${text} like contact_words(${each})`).join(' or ')
  const isOpen = reader.can('contacts.reveal') || toPhone(search) !== undefined
  const own = isOpen ? like(ownWords) : `(${like(ownWords)}) and (${like(ownNames)})`
  const theirs = isOpen ? like(theirWords) : `(${like(theirWords)}) and (${like(theirNames)})`
  return `((${own}) or c.id in (
    select a.contact_id from addresses a where a.account_id = $1 and (${theirs})))`
}

/** As the indexes have them. */
const ownWords = "contact_words(c.name || ' ' || c.email || ' ' || c.phone)"
const theirWords = `contact_words(a.name || ' ' || coalesce(a.profile ->> 'username', '') || ' '
  || coalesce(a.profile ->> 'phone', ''))`
/** The same without phones, wherever they stand. */
const nameless = (name: string) =>
  `regexp_replace(${name}, '[0-9]([[:space:]().–—-]*[0-9]){8,}', ' ', 'g')`
const ownNames = `contact_words(${nameless('c.name')} || ' ' || c.email)`
const theirNames = `contact_words(${nameless('a.name')} || ' ' || coalesce(a.profile ->> 'username', ''))`

const escaped = (text: string): string => text.replaceAll(/[\\%_]/g, '\\$&')

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
    l.id as last_id, l.last_activity_at as last_at
  from contacts c left join lateral (
    select o.id, o.last_activity_at from conversations o where o.account_id = c.account_id
      and o.contact_id = c.id and ${isVisible} order by o.number desc limit 1) l on true`
}

/** Those who came last stand first. */
export async function listContacts(
  database: Queryable,
  reader: Searcher,
  { before, limit, ...filter }: z.output<typeof contactPageQuery>,
): Promise<ContactPage> {
  const values: unknown[] = [reader.accountId]
  const condition = contactCondition(reader, filter, values)
  const counting = before
    ? undefined
    : database.query<{ total: number }>(
        `select count(*)::integer as total from (
           select from contacts c where ${condition} limit ${MOST_COUNTED}) found`,
        [...values],
      )
  const paged = before ? ` and c.id < $${values.push(before)}` : ''
  const { rows } = await database.query<Row>(
    `${rowsSql(reader, values)}
     where ${condition}${paged} order by c.id desc limit $${values.push(limit + 1)}`,
    values,
  )
  const total = (await counting)?.rows[0]?.total
  return {
    contacts: rows.slice(0, limit).map(viewRow),
    hasMore: rows.length > limit,
    ...(total !== undefined && { total }),
  }
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
