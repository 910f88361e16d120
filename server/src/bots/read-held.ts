import type { ProgramView } from '@otklik/protocol/settings'

import { listMessages } from '../conversations/index.ts'
import type { Database } from '../database/index.ts'
import { NotFoundError, Refusal } from '../http/index.ts'
import type { Holding } from '../rules/index.ts'
import {
  type ConversationFacts,
  conversationFacts,
  conversationTables,
  toAskedConversation,
} from './conversation-facts.ts'
import { answerBy, viewForProgram } from './program-question.ts'
import type { AskedConversation } from './turn.ts'

/** A conversation that a bot holds, or held to its end. */
interface Held {
  status: ProgramView['status']
  holding: Holding
  bot: { id: string; name: string; answerWithinS: number }
  conversation: AskedConversation
}

interface Which {
  accountId: string
  botId: string
  conversationId: string
}

const MOST_MESSAGES = 50

/**
 * What a bot is told of is its own: nothing of other companies is there for it, and what people took
 * over is not its any more.
 */
export async function getHeld(
  database: Database,
  { accountId, botId, conversationId }: Which,
): Promise<Held> {
  const { rows } = await database.query<
    Omit<Held, 'conversation'> & { botId: string | null; conversation: ConversationFacts }
  >(
    `select c.status, c.bot_id as "botId", c.state -> 'holding' as holding,
       ${conversationFacts} as conversation,
       jsonb_build_object('id', b.id, 'name', b.name, 'answerWithinS', b.answer_within_s) as bot
     from conversations c
     join bots b on b.account_id = c.account_id and b.id = $3
     ${conversationTables}
     where c.account_id = $1 and c.id = $2`,
    [accountId, conversationId, botId],
  )
  const [row] = rows
  if (!row) throw new NotFoundError()
  if (row.botId !== botId) throw new Refusal('turn-over')
  return { ...row, conversation: toAskedConversation(row.conversation) }
}

export async function viewHeld(database: Database, which: Which): Promise<ProgramView> {
  const { status, holding, bot, conversation } = await getHeld(database, which)
  const { messages } = await listMessages(database, which.accountId, which.conversationId, {
    limit: MOST_MESSAGES,
  })
  const asked = holding.status === 'bot' ? holding.asked : undefined
  return {
    conversation: viewForProgram(conversation),
    status,
    ...(asked &&
      holding.status === 'bot' && {
        asked: {
          turn: holding.turn,
          answerBy: answerBy({ askedAt: new Date(asked.at), bot }).toISOString(),
        },
      }),
    messages: messages.filter(({ kind }) => kind === 'message'),
  }
}
