import type { Message } from '@otklik/protocol'

import type { Queryable } from '../database/index.ts'
import type { BotInput } from '../rules/index.ts'
import {
  type ConversationFacts,
  conversationFacts,
  conversationTables,
  toAskedConversation,
} from './conversation-facts.ts'
import type { AskedBot, BotTurn } from './turn.ts'

/** A question that is due. */
export interface DueTurn {
  accountId: string
  conversationId: string
  turn: number
}

interface Row {
  turn: number
  asked_at: Date
  input: BotInput[]
  bot: AskedBot
  conversation: ConversationFacts
  messages: (Pick<Message, 'text'> & { id: string; content: Partial<Message> })[] | null
}

/** Questions in the order in which they are due; those that somebody works on are left out. */
export async function listDueTurns(
  client: Queryable,
  { now, most, except }: { now: Date; most: number; except: readonly string[] },
): Promise<DueTurn[]> {
  const { rows } = await client.query<DueTurn>(
    `select account_id as "accountId", conversation_id as "conversationId", turn from bot_turns
     where next_at <= $1 and conversation_id <> all ($2::uuid[])
       and account_id not in (select id from accounts where suspended_at is not null)
     order by next_at limit $3`,
    [now, except, most],
  )
  return rows
}

const everything = `
  select t.turn, t.asked_at, t.input,
    jsonb_build_object('id', b.id, 'name', b.name, 'kind', b.kind,
      'publishedVersion', b.published_version, 'url', b.url, 'secret', b.secret,
      'answerWithinS', b.answer_within_s, 'failures', b.failures) as bot,
    ${conversationFacts} as conversation,
    (select jsonb_agg(jsonb_build_object('id', m.id, 'text', m.text, 'content', m.content))
      from messages m
      where m.account_id = t.account_id and m.id in (
        select (i ->> 'messageId')::uuid from jsonb_array_elements(t.input) i)) as messages
  from bot_turns t
  join bots b on b.account_id = t.account_id and b.id = t.bot_id
  join conversations c on c.account_id = t.account_id and c.id = t.conversation_id
  ${conversationTables}
  where t.account_id = $1 and t.conversation_id = $2 and t.turn = $3`

/** The question with everything its bot may know; nothing when a later one has taken its place. */
export async function readTurn(
  client: Queryable,
  { accountId, conversationId, turn }: DueTurn,
): Promise<BotTurn | undefined> {
  const { rows } = await client.query<Row>(everything, [accountId, conversationId, turn])
  const [row] = rows
  if (!row) return undefined
  return {
    accountId,
    turn: row.turn,
    askedAt: row.asked_at,
    inputs: row.input,
    bot: row.bot,
    conversation: toAskedConversation(row.conversation),
    messages: new Map(
      (row.messages ?? []).map(({ id, text, content }) => [id, { ...content, text }]),
    ),
  }
}
