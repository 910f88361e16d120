import type { Message } from '@otklik/protocol'

import { isNotSuspended, type Queryable } from '../database/index.ts'
import type { Duties } from '../processes/index.ts'
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
  botId: string
  conversationId: string
  turn: number
}

interface Row {
  turn: number
  asked_at: Date
  input: BotInput[]
  bot: AskedBot
  conversation: ConversationFacts
  last_text: string
  messages: (Pick<Message, 'text'> & { id: string; content: Partial<Message> })[] | null
}

/**
 * Questions in the order in which they are due, of each bot at most `mostPerBot`: one that hangs must
 * not stand in the way of others. Without those that somebody works on, by `nameOf`.
 */
export async function listDueTurns(
  client: Queryable,
  { now, most, mostPerBot, except, fullBots, duties }: Wanted,
): Promise<DueTurn[]> {
  const channel = `(select c.channel_id from conversations c
    where c.account_id = bot_turns.account_id and c.id = bot_turns.conversation_id)`
  const { rows } = await client.query<DueTurn>(
    `select account_id as "accountId", bot_id as "botId", conversation_id as "conversationId", turn
     from (
       select *, row_number() over (partition by account_id, bot_id order by next_at) as place
       from bot_turns
       where next_at <= $1 and conversation_id || ' ' || turn <> all ($2) and bot_id <> all ($3)
         and ${isNotSuspended}${duties.andOwned('bot_turns.account_id', channel)}) due
     where place <= $4 order by next_at limit $5`,
    [now, except, fullBots, mostPerBot, most],
  )
  return rows
}

interface Wanted {
  duties: Duties
  now: Date
  most: number
  mostPerBot: number
  except: readonly string[]
  fullBots: readonly string[]
}

/** Given away and given back, a conversation is asked about anew, whatever is still under way. */
export const nameOf = ({ conversationId, turn }: DueTurn): string => `${conversationId} ${turn}`

const everything = `
  select t.turn, t.asked_at, t.input,
    jsonb_build_object('id', b.id, 'name', b.name, 'kind', b.kind,
      'publishedVersion', b.published_version, 'url', b.url, 'secret', b.secret,
      'answerWithinS', b.answer_within_s, 'failures', b.failures) as bot,
    ${conversationFacts} as conversation,
    coalesce((select m.text from messages m
      where m.account_id = t.account_id and m.conversation_id = t.conversation_id
        and m.author_type = 'contact' and m.kind = 'message' and m.deleted_at is null
      order by m.seq desc limit 1), '') as last_text,
    (select jsonb_agg(jsonb_build_object('id', m.id, 'text', m.text, 'content', m.content))
      from messages m
      where m.account_id = t.account_id and m.id in (
        select (i ->> 'messageId')::uuid from jsonb_array_elements(t.input) i)) as messages
  from bot_turns t
  join bots b on b.account_id = t.account_id and b.id = t.bot_id
  join conversations c on c.account_id = t.account_id and c.id = t.conversation_id
  ${conversationTables}
  where t.account_id = $1 and t.conversation_id = $2 and t.turn = $3
    and c.status = 'bot' and (c.state -> 'holding' ->> 'turn')::integer = t.turn`

/** The question with everything its bot may know; nothing when the bot does not owe it any more. */
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
    lastText: row.last_text,
    messages: new Map(
      (row.messages ?? []).map(({ id, text, content }) => [id, { ...content, text }]),
    ),
  }
}
