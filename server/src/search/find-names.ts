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
  const read = async ({ text, values }: Statement) =>
    (await database.query<{ id: string }>(text, values)).rows.map(({ id }) => id)
  const newest = await read(newestContactsStatement(asked))
  const ids = newest.length < asked.limit ? await read(contactsStatement(asked)) : newest
  return describe(database, asked.reader, ids)
}

interface Statement {
  text: string
  values: unknown[]
}

const isThere = 'c.account_id = $1 and c.merged_into is null and c.erased_at is null'

function begin({ reader, typed, limit }: Asked) {
  const values: unknown[] = [reader.accountId, limit]
  const { own, theirs } = searchedFor(reader, typed, (given) => `$${values.push(given)}`)
  const isKnown = isKnownTo(reader, values, 'c.id')
  return { values, own, theirs, isKnown }
}

function newestContactsStatement(asked: Asked): Statement {
  const { values, own, theirs, isKnown } = begin(asked)
  return {
    values,
    text: `with s as materialized (
      select c.id from (
        select * from contacts c where ${isThere} order by c.id desc limit ${NEWEST}) c
      where ${own('c')} or exists (
        select from addresses a where a.account_id = $1 and a.contact_id = c.id and ${theirs('a')}))
      select c.id from s c where ${isKnown} order by c.id desc limit $2`,
  }
}

/** Looked at by a test too: it has to go by the indexes. Who may be seen is asked one by one. */
export function contactsStatement(asked: Asked): Statement {
  const { values, own, theirs, isKnown } = begin(asked)
  return {
    values,
    text: `with s as materialized (
      select k.id from contacts k where k.account_id = $1 and ${own('k')}
      union select a.contact_id from addresses a where a.account_id = $1 and ${theirs('a')})
      select s.id from (select id from s order by id desc) s
      cross join lateral (
        select from contacts c where ${isThere} and c.id = s.id and ${isKnown} offset 0) c
      order by s.id desc limit $2`,
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
