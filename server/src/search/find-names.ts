import type { FoundConversation, NameSearch } from '@otklik/protocol'

import { visibleTo } from '../access/index.ts'
import { contactCondition, maskName, maskPhone, type Searcher } from '../contacts/index.ts'
import type { Queryable } from '../database/index.ts'
import { foundConversationSql, withMaskedName } from './find-messages.ts'
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

/** By any part of a name, a phone, a username or an e-mail; with the last of their conversations. */
export async function findContacts(
  database: Queryable,
  { reader, typed, limit }: Asked,
): Promise<NameSearch['contacts']> {
  const values: unknown[] = [reader.accountId]
  const condition = contactCondition(reader, { search: typed }, values)
  const { rows } = await database.query<ContactRow>(
    `select c.id, c.name, coalesce(nullif(c.phone, ''), a.phone, '') as phone, a.username,
       (select o.id from conversations o where o.account_id = c.account_id
          and o.contact_id = c.id and ${visibleTo(reader, values, 'o')}
        order by o.number desc limit 1) as conversation_id
     from contacts c
     left join lateral (
       select max(profile ->> 'phone') as phone, max(profile ->> 'username') as username
       from addresses a where a.account_id = c.account_id and a.contact_id = c.id) a on true
     where ${condition} order by c.id desc limit $${values.push(limit)}`,
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
