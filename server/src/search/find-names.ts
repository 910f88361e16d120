import type { FoundConversation, NameSearch } from '@otklik/protocol'

import { visibleTo } from '../access/index.ts'
import { isKnownTo, maskName, maskPhone, type Searcher, searchedFor } from '../contacts/index.ts'
import type { Queryable } from '../database/index.ts'
import { foundConversationSql, withMaskedName } from './describe-hits.ts'
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

/** By any part of a name, a phone, a username or an e-mail; with the last of their conversations. */
export async function findContacts(
  database: Queryable,
  asked: Asked,
): Promise<NameSearch['contacts']> {
  return describe(database, asked.reader, await findIds(database, asked))
}

/** Newest first: a name that many have is among these, and for what is not an index is asked. */
async function findIds(database: Queryable, asked: Asked): Promise<string[]> {
  const read = async ({ text, values }: Statement) =>
    (await database.query<{ id: string }>(text, values)).rows.map(({ id }) => id)
  const newest = await read(newestContactsStatement(asked))
  if (newest.length === asked.limit) return newest
  const isLimited = asked.reader.scope !== 'all'
  return read(isLimited ? knownContactsStatement(asked) : contactsStatement(asked))
}

interface Statement {
  text: string
  values: unknown[]
}

const isThere = 'c.account_id = $1 and c.merged_into is null and c.erased_at is null'

function begin({ reader, typed, limit }: Asked) {
  const values: unknown[] = [reader.accountId, limit]
  const { own, theirs, either } = searchedFor(reader, typed, (given) => `$${values.push(given)}`)
  const isCalledSo = `(${own('c')} or exists (
    select from addresses a where a.account_id = $1 and a.contact_id = c.id and ${theirs('a')}))`
  return { values, own, theirs, either, isCalledSo }
}

/** Among the newest, whom their reader knows. */
export function newestContactsStatement(asked: Asked): Statement {
  const { values, isCalledSo } = begin(asked)
  return {
    values,
    text: `with s as materialized (
      select c.id from (
        select * from contacts c where ${isThere} order by c.id desc limit ${NEWEST}) c
      where ${isCalledSo})
      select c.id from (select id from s order by id desc) c
      where ${isKnownTo(asked.reader, values, 'c.id')} order by c.id desc limit $2`,
  }
}

/** Of all, for those who see all. Two halves: «or» between them would be asked of every contact. */
export function contactsStatement(asked: Asked): Statement {
  const { values, own, theirs } = begin(asked)
  return {
    values,
    text: `with s as materialized (
      select c.id from contacts c where ${isThere} and ${own('c')}
      union select c.id from addresses a
      join contacts c on c.account_id = a.account_id and c.id = a.contact_id
      where a.account_id = $1 and ${theirs('a')} and ${isThere})
      select id from s order by id desc limit $2`,
  }
}

/**
 * Of those that somebody knows: one index has names and whom they concern, so it brings nobody else's.
 * What it brings is looked at again, one by one until the page is full: it may have more than there is.
 * The account is asked of the rows alone: as a condition for an index it would tempt the planner to
 * walk through all that the account has.
 */
export function knownContactsStatement(asked: Asked): Statement {
  const { values, either, isCalledSo } = begin(asked)
  const seesOf = `$${values.push(asked.reader.seesOf)}::uuid[]`
  return {
    values,
    text: `with s as materialized (
      select s.contact_id as id from contact_search s
      where s.known_to && ${seesOf} and ${either('s')} and s.account_id::text = $1::uuid::text)
      select c.id from (select id from s order by id desc) s
      cross join lateral (
        select * from contacts c where ${isThere} and c.id = s.id offset 0) c
      where ${isKnownTo(asked.reader, values, 'c.id')} and ${isCalledSo}
      order by c.id desc limit $2`,
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
