import type {
  ContactCard,
  Conversation as ConversationView,
  Decision,
  Message,
} from '@otklik/protocol'

import { visibleTo } from '../access/index.ts'
import type { Database, Queryable } from '../database/index.ts'
import type { Caller } from '../http/index.ts'
import { type StoredMessage, type StoredState, toConversation, toMessage } from './stored.ts'
import { viewConversation, viewMessage } from './view.ts'

interface Row {
  id: string
  kind: ConversationView['kind']
  number: number
  version: number
  channel_id: string
  contact_id: string
  contact_name: string
  blocked_at: Date | null
  state: StoredState
  state_version: number
  team_id: string | null
  weight: number
}

const columns = `c.id, c.kind, c.number, c.version, c.channel_id, c.contact_id, c.state, c.state_version, c.team_id, r.weight,
  p.name as contact_name, a.blocked_at`
const tables = `conversations c
  join contacts p on p.account_id = c.account_id and p.id = c.contact_id
  join channel_rules r on r.account_id = c.account_id and r.channel_id = c.channel_id
  left join addresses a on a.account_id = c.account_id and a.channel_id = c.channel_id and a.address = c.address`

/** More open conversations than this are not shown at once; the oldest come first. */
const MOST_OPEN = 10_000

/** Who looks: everything here that takes a reader shows what they may see, and nothing of the rest. */
type Reader = Pick<Caller, 'accountId' | 'scope' | 'seesOf'>

export async function listOpenConversations(
  database: Queryable,
  reader: Reader,
): Promise<ConversationView[]> {
  const values: unknown[] = [reader.accountId]
  const { rows } = await database.query<Row>(
    `select ${columns} from ${tables}
     where c.account_id = $1 and c.status <> 'closed' and ${visibleTo(reader, values)}
     order by c.last_activity_at limit ${MOST_OPEN}`,
    values,
  )
  return rows.map(view)
}

export async function listClosedConversations(
  database: Queryable,
  reader: Reader,
  { before, limit }: { before?: string | undefined; limit: number },
): Promise<{ conversations: ConversationView[]; hasMore: boolean }> {
  const values: unknown[] = [reader.accountId, before ?? null, limit + 1]
  const { rows } = await database.query<Row>(
    `select ${columns} from ${tables}
     where c.account_id = $1 and c.status = 'closed' and ${visibleTo(reader, values)}
       and ($2::timestamptz is null or c.closed_at < $2)
     order by c.closed_at desc limit $3`,
    values,
  )
  return { conversations: rows.slice(0, limit).map(view), hasMore: rows.length > limit }
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

function view(row: Row): ConversationView {
  const conversation = toConversation({
    ...row,
    stateVersion: row.state_version,
    teamId: row.team_id,
  })
  return viewConversation(conversation, {
    version: row.version,
    number: row.number,
    channelId: row.channel_id,
    contact: { id: row.contact_id, name: row.contact_name },
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
       and ${isKnownTo(reader, values, 'p.contact_id')}`,
    values,
  )
  return rowCount === 1
}

/** Contacts are known by their conversations: who sees none of them does not know the person. */
function isKnownTo(reader: Reader, values: unknown[], contactId: string): string {
  if (reader.scope === 'all') return 'true'
  return `exists (select from conversations c where c.account_id = $1
    and c.contact_id = ${contactId} and ${visibleTo(reader, values)})`
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

interface AddressRow {
  channel_id: string
  address: string
  name: string
  profile: { username?: string; phone?: string; language?: string }
  blocked_at: Date | null
}

interface HistoryRow {
  id: string
  number: number
  channel_id: string
  opened_at: Date
  closed_at: Date | null
  preview: string | null
}

const MOST_HISTORY = 50

export async function findContactCard(
  database: Database,
  reader: Reader,
  contactId: string,
): Promise<ContactCard | undefined> {
  const { accountId } = reader
  const values: unknown[] = [accountId, contactId]
  const isKnown = isKnownTo(reader, values, 'p.id')
  const { rows } = await database.query<{
    id: string
    name: string
    version: number
    created_at: Date
  }>(
    `select p.id, p.name, p.version, p.created_at from contacts p
     where p.account_id = $1 and p.id = $2 and ${isKnown}`,
    values,
  )
  const contact = rows[0]
  if (!contact) return undefined
  const ofHistory: unknown[] = [accountId, contactId]
  const [addresses, history] = await Promise.all([
    database.query<AddressRow>(
      `select channel_id, address, name, profile, blocked_at from addresses
       where account_id = $1 and contact_id = $2 order by created_at`,
      [accountId, contactId],
    ),
    database.query<HistoryRow>(
      `select id, number, channel_id, opened_at, closed_at, state -> 'lastMessage' ->> 'text' as preview
       from conversations c
       where account_id = $1 and contact_id = $2 and ${visibleTo(reader, ofHistory)}
       order by number desc limit ${MOST_HISTORY}`,
      ofHistory,
    ),
  ])
  return {
    id: contact.id,
    name: contact.name,
    version: contact.version,
    since: contact.created_at.toISOString(),
    addresses: addresses.rows.map((row) => ({
      channelId: row.channel_id,
      address: row.address,
      name: row.name,
      ...row.profile,
      ...(row.blocked_at && { blockedAt: row.blocked_at.toISOString() }),
    })),
    conversations: history.rows.map((row) => ({
      id: row.id,
      number: row.number,
      channelId: row.channel_id,
      openedAt: row.opened_at.toISOString(),
      ...(row.closed_at && { closedAt: row.closed_at.toISOString() }),
      preview: row.preview ?? '',
    })),
  }
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
