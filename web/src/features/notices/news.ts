import type { Conversation, Message, OperatorStatus, Preferences, Team } from '@otklik/protocol'

import { isCalledBy } from '../feed/mentions.ts'
import { concerns, isQuiet } from './concerns.ts'

interface Known {
  readonly conversations: ReadonlyMap<string, Conversation>
  readonly operators: ReadonlyMap<string, { readonly status: OperatorStatus }>
  readonly teams: ReadonlyMap<string, Team>
}

interface Listener {
  me: string
  noticesOf: Preferences['noticesOf']
  quietHours: Preferences['quietHours']
  /** The conversation the reader looks at right now. */
  seenId: string | undefined
  /** By the server's clock. */
  now: number
}

export interface News {
  message: Message
  conversation: Conversation
  /** The reader is called by name. */
  isCalled: boolean
}

const recentMs = 60_000

/** What among these messages is to be told: of each conversation the last that concerns the reader. */
export function newsOf(messages: readonly Message[], known: Known, listener: Listener): News[] {
  const { me, noticesOf, quietHours, seenId, now } = listener
  const status = known.operators.get(me)?.status
  const last = new Map<string, News>()
  for (const message of messages) {
    const conversation = known.conversations.get(message.conversationId)
    if (!conversation || conversation.id === seenId || !isFresh(message, now)) continue
    const isCalled = isCalledBy(message, { me, teams: known.teams })
    const isOurs =
      message.author.type === 'contact' && concerns(conversation, me, known.teams, noticesOf)
    if (!(isCalled || isOurs)) continue
    if (isQuiet(status, { quietHours, isCalled, now: new Date(now) })) continue
    last.set(conversation.id, { message, conversation, isCalled })
  }
  return [...last.values()]
}

/** An edit, and a page of old messages, are no news. */
function isFresh({ at, version }: Message, now: number): boolean {
  return version === 1 && now - Date.parse(at) < recentMs
}
