import type { Conversation as ConversationView, Decision, Message } from '@otklik/protocol'

import { visibleTo } from '../access/index.ts'
import { isKnownTo, type Reader } from '../contacts/index.ts'
import type { Queryable } from '../database/index.ts'
import { type Caller, NotFoundError } from '../http/index.ts'
import { type StoredMessage, type StoredState, toConversation, toMessage } from './stored.ts'
import { viewConversation, viewMessage } from './view.ts'

export interface Row {
  id: string
  kind: ConversationView['kind']
  number: number
  version: number
  channel_id: string
  contact_id: string
  contact_name: string
  contact_version: number
  is_vip: boolean
  barred_at: Date | null
  blocked_at: Date | null
  state: StoredState
  state_version: number
  team_id: string | null
  weight: number
}

export const columns = `c.id, c.kind, c.number, c.version, c.channel_id, c.contact_id, c.state, c.state_version, c.team_id, r.weight,
  p.name as contact_name, p.version as contact_version, p.is_vip, p.barred_at, a.blocked_at`
export const tables = `conversations c
  join contacts p on p.account_id = c.account_id and p.id = c.contact_id
  join channel_rules r on r.account_id = c.account_id and r.channel_id = c.channel_id
  left join addresses a on a.account_id = c.account_id and a.channel_id = c.channel_id and a.address = c.address`

/** More open conversations than this are not shown at once; the oldest come first. */
export const MOST_OPEN = 10_000

/** Those named that the reader may see, of whatever state. */
export async function listConversations(
  database: Queryable,
  reader: Reader,
  ids: readonly string[],
): Promise<ConversationView[]> {
  if (ids.length === 0) return []
  const values: unknown[] = [reader.accountId, ids]
  const { rows } = await database.query<Row>(
    `select ${columns} from ${tables}
     where c.account_id = $1 and c.id = any($2) and ${visibleTo(reader, values)}`,
    values,
  )
  return rows.map(view)
}

/** Whether it is there for them at all: what somebody may not see does not exist. */
export async function isVisible(
  database: Queryable,
  reader: Reader,
  conversationId: string,
): Promise<boolean> {
  const values: unknown[] = [reader.accountId, conversationId]
  const { rowCount } = await database.query(
    `select from conversations c
     where c.account_id = $1 and c.id = $2 and ${visibleTo(reader, values)}`,
    values,
  )
  return rowCount === 1
}

/** Whether it is they who passed it on last, and nobody has acted upon it since. */
export async function wasPassedOnBy(
  database: Queryable,
  { accountId, operatorId }: Pick<Caller, 'accountId' | 'operatorId'>,
  conversationId: string,
): Promise<boolean> {
  const { rowCount } = await database.query(
    `select from conversations
     where account_id = $1 and id = $2 and state -> 'passedOn' -> 'by' ->> 'id' = $3`,
    [accountId, conversationId, operatorId],
  )
  return rowCount === 1
}

export async function findConversation(
  database: Queryable,
  accountId: string,
  id: string,
): Promise<ConversationView | undefined> {
  const { rows } = await database.query<Row>(
    `select ${columns} from ${tables} where c.account_id = $1 and c.id = $2`,
    [accountId, id],
  )
  return rows[0] && view(rows[0])
}

export function view(row: Row): ConversationView {
  const conversation = toConversation({
    ...row,
    stateVersion: row.state_version,
    teamId: row.team_id,
  })
  return viewConversation(conversation, {
    version: row.version,
    number: row.number,
    channelId: row.channel_id,
    contact: {
      id: row.contact_id,
      name: row.contact_name,
      version: row.contact_version,
      isVip: row.is_vip,
      isBarred: row.barred_at !== null,
    },
    isContactBlocking: row.blocked_at !== null,
    weight: row.weight,
  })
}

/** A page of the transcript, in the order of `seq`, ending before `beforeSeq`. */
export async function listMessages(
  database: Queryable,
  accountId: string,
  conversationId: string,
  { beforeSeq, limit }: { beforeSeq?: number | undefined; limit: number },
): Promise<{ messages: Message[]; hasMore: boolean }> {
  const { rows } = await database.query<{ message: StoredMessage }>(
    `select message_row(m) as message from messages m
     where m.account_id = $1 and m.conversation_id = $2 and ($3::bigint is null or m.seq < $3)
     order by m.seq desc limit $4`,
    [accountId, conversationId, beforeSeq ?? null, limit + 1],
  )
  const messages = rows.slice(0, limit).map(({ message }) => viewMessage(toMessage(message)))
  return { messages: messages.reverse(), hasMore: rows.length > limit }
}

export async function findMessage(
  database: Queryable,
  accountId: string,
  conversationId: string,
  messageId: string,
): Promise<Message | undefined> {
  const { rows } = await database.query<{ message: StoredMessage }>(
    `select message_row(m) as message from messages m
     where m.account_id = $1 and m.conversation_id = $2 and m.id = $3`,
    [accountId, conversationId, messageId],
  )
  return rows[0] && viewMessage(toMessage(rows[0].message))
}

/** What an operator has said by this name of theirs: asked again, it is not said again. */
export async function findSaid(
  database: Queryable,
  { accountId, operatorId }: Pick<Caller, 'accountId' | 'operatorId'>,
  { conversationId, clientId }: { conversationId: string; clientId: string },
): Promise<Message | undefined> {
  const { rows } = await database.query<{ message: StoredMessage }>(
    `select message_row(m) as message from messages m
     where m.account_id = $1 and m.conversation_id = $2 and m.client_id = $3 and m.author_id = $4`,
    [accountId, conversationId, clientId, operatorId],
  )
  return rows[0] && viewMessage(toMessage(rows[0].message))
}

/** Whether somebody of this address, whom the reader may know of, has written to this channel. */
export async function isKnownAddress(
  database: Queryable,
  reader: Reader,
  { channelId, address }: { channelId: string; address: string },
): Promise<boolean> {
  const values: unknown[] = [reader.accountId, channelId, address]
  const { rowCount } = await database.query(
    `select from addresses p
     where p.account_id = $1 and p.channel_id = $2 and p.address = $3
       and p.address not like 'imported:%'
       and ${isKnownTo(reader, values, 'p.contact_id')}`,
    values,
  )
  return rowCount === 1
}

type Whom = { address: string } | { phone: string }

/** A contact's latest address on that channel, or else a phone of theirs. */
export async function findWhom(
  database: Queryable,
  reader: Reader,
  { channelId, to }: { channelId: string; to: Whom | { contactId: string } },
): Promise<Whom> {
  if (!('contactId' in to)) return to
  const values: unknown[] = [reader.accountId, to.contactId, channelId]
  const { rows } = await database.query<{ address: string | null; phone: string | null }>(
    `select (select a.address from addresses a
       where a.account_id = c.account_id and a.contact_id = c.id and a.channel_id = $3
         and a.address not like 'imported:%'
       order by a.created_at desc limit 1) as address,
       coalesce(nullif(c.phone, ''), (
         select '+' || ltrim(a.profile ->> 'phone', '+') from addresses a
         where a.account_id = c.account_id and a.contact_id = c.id and a.profile ? 'phone'
         limit 1)) as phone
     from contacts c
     where c.account_id = $1 and c.id = $2 and c.merged_into is null and c.erased_at is null
       and ${isKnownTo(reader, values, 'c.id')}`,
    values,
  )
  const { address, phone } = rows[0] ?? {}
  if (address) return { address }
  if (phone) return { phone }
  throw new NotFoundError()
}

/** Whose address it is. */
export async function findOwner(
  database: Queryable,
  accountId: string,
  { channelId, address }: { channelId: string; address: string },
): Promise<string | undefined> {
  const { rows } = await database.query<{ contact_id: string }>(
    'select contact_id from addresses where account_id = $1 and channel_id = $2 and address = $3',
    [accountId, channelId, address],
  )
  return rows[0]?.contact_id
}

/** Whom a phone leads to, where they are known by another name. */
export async function findAddressByPhone(
  database: Queryable,
  accountId: string,
  { channelId, phone }: { channelId: string; phone: string },
): Promise<string | undefined> {
  const { rows } = await database.query<{ address: string }>(
    `select address from addresses
     where account_id = $1 and channel_id = $2 and profile ->> 'phone' = $3 and profile ? 'phone'
     order by created_at desc limit 1`,
    [accountId, channelId, phone],
  )
  return rows[0]?.address
}

/** «Почему?» of one line. */
export async function findDecision(
  database: Queryable,
  accountId: string,
  conversationId: string,
  messageId: string,
): Promise<Decision | undefined> {
  const { rows } = await database.query<{ decision: Decision }>(
    `select decision from decisions
     where account_id = $1 and conversation_id = $2 and message_id = $3`,
    [accountId, conversationId, messageId],
  )
  return rows[0]?.decision
}
