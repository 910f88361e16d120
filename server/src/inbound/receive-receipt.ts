import type { ExternalId, InboundEvent, ThreadId } from '../channels/index.ts'
import type { OpenChannel } from '../connections/index.ts'
import {
  type Advance,
  type EarlyWord,
  findKeyedPart,
  isOpen,
  type NamedMessage,
  settleDoubt,
  tellWord,
} from '../conversations/index.ts'
import type { Database } from '../database/index.ts'

export type AfterWord = Extract<InboundEvent, { type: 'receipt' | 'failure' }>

interface Around {
  database: Database
  advance: Advance
}

/** One receipt changes no more than these, the newest: older ones are history. */
const MOST_MESSAGES = 200
const MOST_CONVERSATIONS = 5

/** The platform says how a message of ours fared, or all of ours up to some point of a thread. */
export async function receiveAfterWord(
  event: AfterWord,
  channel: OpenChannel,
  around: Around,
): Promise<void> {
  if (event.type === 'failure' || !('upTo' in event)) return receiveNamed(event, channel, around)
  const { thread, upTo, status } = event
  if (status === 'sent') return
  const found = await findUpTo(around.database, channel, { thread, upTo, status })
  await Promise.all(
    found.map(({ conversation_id: conversationId, ids: messageIds }) =>
      around.advance(channel.accountId, {
        target: { conversationId, messageIds },
        what: { trigger: { type: 'receipt', messageIds, status } },
      }),
    ),
  )
  if (found.length > 0 || upTo instanceof Date) return
  await receiveNamed({ ...event, id: upTo }, channel, around)
}

async function receiveNamed(
  event: Exclude<AfterWord, { upTo: unknown }> | (AfterWord & { id: ExternalId; key?: never }),
  channel: OpenChannel,
  around: Around,
): Promise<void> {
  const { accountId, id: channelId } = channel
  const { database } = around
  const { id: externalId, key } = event
  const word = wordOf(event)
  const find = async () =>
    key === undefined ? undefined : findKeyedPart(database, { accountId, channelId, key })
  if ('status' in word && word.status === 'sent') {
    // Said of every message, and new only of a call that has had no answer.
    const part = await find()
    if (!part || !isOpen(part)) return
  }
  const named = await meet(database, channel, { externalId, key, word })
  if (named) return tellWord(around, accountId, { named, word })
  // Looked for after the word was kept: whichever comes second, it or the outcome, finds the other.
  const part = await find()
  if (part) await settleDoubt(around, accountId, { part, externalId, word })
}

function wordOf(event: AfterWord): EarlyWord {
  if (event.type === 'receipt') return { status: event.status }
  return { failure: { reason: event.reason, ...(event.code && { code: event.code }) } }
}

/**
 * The message of that name; or the name, kept with what was said of it until the call that made it
 * is answered. One statement, so that whichever of the two comes first finds the other.
 */
async function meet(
  database: Database,
  { accountId, id: channelId }: OpenChannel,
  { externalId, key, word }: { externalId: string; key: string | undefined; word: EarlyWord },
): Promise<NamedMessage | undefined> {
  const { rows } = await database.query<NamedMessage | { message_id: null; conversation_id: null }>(
    `with met as (
       insert into external_messages as e (account_id, channel_id, external_id, early, part_key)
       values ($1, $2, $3, $4, $5)
       on conflict (account_id, channel_id, external_id) do update set
         early = case when e.message_id is not null then e.early
              when e.early ->> 'status' = 'read' or excluded.early ->> 'status' = 'sent'
                then coalesce(e.early, excluded.early)
              else excluded.early end,
         part_key = coalesce(e.part_key, excluded.part_key)
       returning e.message_id, e.position)
     select met.message_id, met.position, m.conversation_id from met
     left join messages m on m.account_id = $1 and m.id = met.message_id`,
    [accountId, channelId, externalId, JSON.stringify(word), key],
  )
  const [row] = rows
  return row?.message_id && row.conversation_id ? row : undefined
}

/** Messages of ours that had not got as far, newest first, by conversation. */
async function findUpTo(
  database: Database,
  { accountId, id: channelId }: OpenChannel,
  { thread, upTo, status }: { thread: ThreadId; upTo: ExternalId | Date; status: string },
): Promise<{ conversation_id: string; ids: string[] }[]> {
  const below = status === 'read' ? ['sent', 'delivered'] : ['sent']
  const { rows } = await database.query<{ conversation_id: string; ids: string[] }>(
    `with named as (
       select c.number, m.seq from external_messages e
       join messages m on m.account_id = e.account_id and m.id = e.message_id
       join conversations c on c.account_id = m.account_id and c.id = m.conversation_id
       where e.account_id = $1 and e.channel_id = $2 and e.external_id = $5 and c.thread = $3
     ), recent as (
       select c.id, c.number from conversations c
       where c.account_id = $1 and c.channel_id = $2 and c.thread = $3
         and ($5::text is null or c.number <= (select number from named))
       order by c.number desc limit $7
     ), ours as (
       select r.id as conversation_id, m.id, m.seq from recent r
       cross join lateral (
         select m.id, m.seq from messages m
         where m.account_id = $1 and m.conversation_id = r.id and m.status = any($6)
           and case when $5::text is null then m.at <= $4
             else r.number < (select number from named) or m.seq <= (select seq from named) end
         order by m.seq desc limit $8) m
       order by r.number desc, m.seq desc limit $8)
     select conversation_id, jsonb_agg(id order by seq) as ids from ours group by conversation_id`,
    [
      accountId,
      channelId,
      thread,
      upTo instanceof Date ? upTo : null,
      upTo instanceof Date ? null : upTo,
      below,
      MOST_CONVERSATIONS,
      MOST_MESSAGES,
    ],
  )
  return rows
}

/** Said of messages that were never ours: another application writes there too. */
export async function forgetEarlyWords(database: Database): Promise<void> {
  await database.query(
    `delete from external_messages where message_id is null and at < now() - interval '7 days'`,
  )
}
