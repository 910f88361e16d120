import type { Message } from '@otklik/protocol'

import type { Queryable } from '../database/index.ts'
import { type StoredMessage, toMessage } from './stored.ts'
import { viewMessage } from './view.ts'

/** A place of one channel where a customer writes. */
export interface ThreadPlace {
  accountId: string
  channelId: string
  thread: string
}

export interface Said {
  message: Message
  /** What the customer's side calls their own word. */
  externalId: string | undefined
}

interface Row {
  message: StoredMessage
  external_id: string | null
}

/**
 * What was said in a thread and is for the customer's eyes, across all its conversations: no notes,
 * no lines of ours, nothing that has not left. The newest, the oldest of them first; with `before`
 * those ahead of that message.
 */
export async function listThread(
  database: Queryable,
  { accountId, channelId, thread }: ThreadPlace,
  { limit, before }: { limit: number; before?: string },
): Promise<{ said: Said[]; hasMore: boolean; isOpen: boolean }> {
  const place = [accountId, channelId, thread]
  const { rows } = await database.query<Row>(
    `select message_row(m) as message, case m.author_type when 'contact' then (
         select e.external_id from external_messages e
         where e.account_id = m.account_id and e.channel_id = c.channel_id and e.message_id = m.id
         order by e.position limit 1) end as external_id
     from conversations c
     join messages m on m.account_id = c.account_id and m.conversation_id = c.id
     where c.account_id = $1 and c.channel_id = $2 and c.thread = $3 and m.kind = 'message'
       and (m.author_type = 'contact' or m.status in ('sent', 'delivered', 'read', 'unknown'))
       and ($5::uuid is null or (c.number, m.seq) < (
         select d.number, b.seq from messages b
         join conversations d on d.account_id = b.account_id and d.id = b.conversation_id
         where b.account_id = $1 and b.id = $5 and d.channel_id = $2 and d.thread = $3))
     order by c.number desc, m.seq desc limit $4`,
    [...place, limit + 1, before ?? null],
  )
  const open = await database.query(
    `select from conversations where account_id = $1 and channel_id = $2 and thread = $3
       and status <> 'closed'`,
    place,
  )
  const said = rows.slice(0, limit).map(({ message, external_id }) => ({
    message: viewMessage(toMessage(message)),
    externalId: external_id ?? undefined,
  }))
  return { said: said.reverse(), hasMore: rows.length > limit, isOpen: open.rowCount === 1 }
}

/** What the other side's name of a message of ours is, which a press under it tells. */
export async function findNameThere(
  database: Queryable,
  { accountId, channelId, thread }: ThreadPlace,
  messageId: string,
): Promise<string | undefined> {
  const { rows } = await database.query<{ external_id: string }>(
    `select e.external_id from external_messages e
     join messages m on m.account_id = e.account_id and m.id = e.message_id
     join conversations c on c.account_id = m.account_id and c.id = m.conversation_id
     where e.account_id = $1 and e.channel_id = $2 and e.message_id = $4
       and c.channel_id = $2 and c.thread = $3
     order by e.position limit 1`,
    [accountId, channelId, thread, messageId],
  )
  return rows[0]?.external_id
}

/** The open conversation of a thread, if there is one. */
export async function findOpenOfThread(
  database: Queryable,
  { accountId, channelId, thread }: ThreadPlace,
): Promise<string | undefined> {
  const { rows } = await database.query<{ id: string }>(
    `select id from conversations where account_id = $1 and channel_id = $2 and thread = $3
       and status <> 'closed'`,
    [accountId, channelId, thread],
  )
  return rows[0]?.id
}
