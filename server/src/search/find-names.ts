import type { FoundConversation, NameSearch } from '@otklik/protocol'

import { visibleTo } from '../access/index.ts'
import { isKnownTo, maskName, maskPhone, type Searcher, searchedFor } from '../contacts/index.ts'
import type { Queryable } from '../database/index.ts'
import { foundConversationSql, withMaskedName } from './describe-hits.ts'
import { isKnownToSeeMuch, rememberSeeingMuch } from './sees-much.ts'
import { numberOf } from './words.ts'

interface Asked {
  reader: Searcher
  typed: string
  limit: number
}

/** «№ 48 213»: the conversation of that number, where its reader may see it. */
export async function findByNumber(
  database: Queryable,
  { reader, typed }: Asked,
): Promise<FoundConversation[]> {
  const number = numberOf(typed)
  if (number === undefined) return []
  const values: unknown[] = [reader.accountId, number]
  const { rows } = await database.query<{ conversation: FoundConversation }>(
    `select ${foundConversationSql} as conversation from conversations c
     join contacts p on p.account_id = c.account_id and p.id = c.contact_id
     where c.account_id = $1 and c.number = $2 and ${visibleTo(reader, values)}`,
    values,
  )
  return rows.map(({ conversation }) => withMaskedName(conversation))
}

interface ContactRow {
  id: string
  name: string
  phone: string
  username: string | null
  conversation_id: string | null
}

/** A name that many have is among the last of them; the index would bring them all. */
const NEWEST = 2000
/** What more of the newest are called is not rare. */
const RARE_AMONG_NEWEST = 4
/** Of what so many of the newest are called, the index would bring more than somebody knows. */
const COMMON_AMONG_NEWEST = 40
/** Who sees no more conversations than this has the contacts of these looked through. */
const FEW = 1000
/** Where a page is likely among so many of their newest, these are looked through. */
const THEIRS_AT_MOST = 2000
/** No more than this is gathered first, to be compared with what the index finds. */
const SOME = 6000

/** By any part of a name, a phone, a username or an e-mail; with the last of their conversations. */
export async function findContacts(
  database: Queryable,
  asked: Asked,
): Promise<NameSearch['contacts']> {
  return describe(database, asked.reader, await findIds(database, asked))
}

/** Newest first. A name that some of the newest have is not rare: then all one knows is gathered. */
async function findIds(database: Queryable, asked: Asked): Promise<string[]> {
  const read = async ({ text, values }: Statement) =>
    (await database.query<{ id: string | null; called: number }>(text, values)).rows
  const idsOf = (rows: { id: string | null }[]) => rows.flatMap(({ id }) => id ?? [])
  const newest = await read(newestContactsStatement(asked))
  if (idsOf(newest).length === asked.limit) return idsOf(newest)
  const few = await listTheirs(database, asked.reader, FEW)
  if (few) return idsOf(await read(amongTheirsStatement(asked, few)))
  const called = newest[0]?.called ?? 0
  // Half as many again as would do if they were spread evenly.
  const enough = Math.ceil((1.5 * NEWEST * asked.limit) / called)
  if (asked.reader.scope !== 'all' && enough <= THEIRS_AT_MOST) {
    const theirs = idsOf(await read(theirNewestStatement(asked, enough)))
    if (theirs.length === asked.limit) return theirs
  }
  const isRare = called <= RARE_AMONG_NEWEST
  const some = isRare ? undefined : await listTheirs(database, asked.reader, SOME)
  if (!some) return idsOf(await read(contactsStatement(asked)))
  const way = called < COMMON_AMONG_NEWEST ? comparedStatement : amongTheirsStatement
  return idsOf(await read(way(asked, some)))
}

/** Contacts of all conversations that somebody sees, where there are no more of these. */
async function listTheirs(
  database: Queryable,
  reader: Searcher,
  most: number,
): Promise<string[] | undefined> {
  if (reader.scope === 'all' || (most === FEW && isKnownToSeeMuch(reader))) return undefined
  const values: unknown[] = [reader.accountId]
  const { rows } = await database.query<{ id: string }>(
    `select c.contact_id as id from conversations c
     where c.account_id = $1 and ${visibleTo(reader, values)} limit ${most + 1}`,
    values,
  )
  if (rows.length <= most) return [...new Set(rows.map(({ id }) => id))]
  rememberSeeingMuch(reader)
  return undefined
}

interface Statement {
  text: string
  values: unknown[]
}

const isThere = 'c.account_id = $1 and c.merged_into is null and c.erased_at is null'

function begin({ reader, typed, limit }: Asked) {
  const values: unknown[] = [reader.accountId, limit]
  const { own, theirs } = searchedFor(reader, typed, (given) => `$${values.push(given)}`)
  const isCalledSo = `(${own('c')} or exists (
    select from addresses a where a.account_id = $1 and a.contact_id = c.id and ${theirs('a')}))`
  // Two halves: «or» between them would be asked of every contact.
  const byIndex = `
    select c.id from contacts c where ${isThere} and ${own('c')}
    union select c.id from addresses a
    join contacts c on c.account_id = a.account_id and c.id = a.contact_id
    where a.account_id = $1 and ${theirs('a')} and ${isThere}`
  return { values, isCalledSo, byIndex }
}

/** Among the newest; and how many of these are called so, whoever knows them. */
function newestContactsStatement(asked: Asked): Statement {
  const { values, isCalledSo } = begin(asked)
  return {
    values,
    text: `with s as materialized (
      select c.id from (
        select * from contacts c where ${isThere} order by c.id desc limit ${NEWEST}) c
      where ${isCalledSo})
      select page.id, n.called from (select count(*)::integer as called from s) n
      left join (
        select c.id from s c where ${isKnownTo(asked.reader, values, 'c.id')}
        order by c.id desc limit $2) page on true
      order by page.id desc`,
  }
}

/** Looked at by a test too: it has to go by the indexes. Who may be seen is asked one by one. */
export function contactsStatement(asked: Asked): Statement {
  const { values, byIndex } = begin(asked)
  return {
    values,
    text: `with s as materialized (${byIndex})
      select s.id from (select id from s order by id desc) s
      where ${isKnownTo(asked.reader, values, 's.id')} order by s.id desc limit $2`,
  }
}

/** The same, compared at once with all contacts that somebody knows. */
export function comparedStatement(asked: Asked, ids: string[]): Statement {
  const { values, byIndex } = begin(asked)
  return {
    values,
    text: `with s as materialized (${byIndex})
      select s.id from s where s.id = any ($${values.push(ids)}::uuid[])
      order by s.id desc limit $2`,
  }
}

/** Among the contacts that somebody knows, which are few: each is read, then looked at. */
export function amongTheirsStatement(asked: Asked, ids: string[]): Statement {
  const { values, isCalledSo } = begin(asked)
  return {
    values,
    text: `select c.id from unnest($${values.push(ids)}::uuid[]) theirs (id)
      cross join lateral (
        select * from contacts c where ${isThere} and c.id = theirs.id offset 0) c
      where ${isCalledSo} order by c.id desc limit $2`,
  }
}

/** Among the contacts of so many of the conversations that somebody sees, the newest contacts first. */
export function theirNewestStatement(asked: Asked, count: number): Statement {
  const { values, isCalledSo } = begin(asked)
  return {
    values,
    text: `with theirs as materialized (
        select distinct t.id from (
          select c.contact_id as id from conversations c
          where c.account_id = $1 and ${visibleTo(asked.reader, values)}
          order by c.contact_id desc limit ${count}) t)
      select c.id from theirs
      cross join lateral (
        select * from contacts c where ${isThere} and c.id = theirs.id offset 0) c
      where ${isCalledSo} order by c.id desc limit $2`,
  }
}

async function describe(
  database: Queryable,
  reader: Searcher,
  ids: string[],
): Promise<NameSearch['contacts']> {
  const values: unknown[] = [reader.accountId, ids]
  const { rows } = await database.query<ContactRow>(
    `select c.id, c.name, coalesce(nullif(c.phone, ''), a.phone, '') as phone, a.username,
       (select o.id from conversations o where o.account_id = c.account_id
          and o.contact_id = c.id and ${visibleTo(reader, values, 'o')}
        order by o.number desc limit 1) as conversation_id
     from contacts c
     left join lateral (
       select max(profile ->> 'phone') as phone, max(profile ->> 'username') as username
       from addresses a where a.account_id = c.account_id and a.contact_id = c.id) a on true
     where c.account_id = $1 and c.id = any ($2) order by c.id desc`,
    values,
  )
  return rows.map(({ id, name, phone, username, conversation_id }) => {
    const detail = [phone && maskPhone(phone), username && `@${username}`]
    return {
      id,
      name: maskName(name),
      ...(conversation_id && { conversationId: conversation_id }),
      ...(detail.some(Boolean) && { detail: detail.filter(Boolean).join(' · ') }),
    }
  })
}
