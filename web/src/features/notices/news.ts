import type {
  Conversation,
  Message,
  OperatorStatus,
  Preferences,
  SystemLine,
  Team,
} from '@otklik/protocol'

import { isWaiting } from '../conversations/standing.ts'
import { isCalledBy } from '../feed/mentions.ts'
import { type Hearing, isGivenTo, isOwedBy, isQuiet } from './concerns.ts'

interface Known {
  readonly conversations: ReadonlyMap<string, Conversation>
  readonly operators: ReadonlyMap<string, { readonly status: OperatorStatus }>
  readonly teams: ReadonlyMap<string, Team>
}

interface Listener extends Pick<Hearing, 'me' | 'mayTake' | 'noticesOf'> {
  quietHours: Preferences['quietHours']
  /** The conversation the reader looks at right now. */
  seenId: string | undefined
  /** By the server's clock. */
  now: number
}

export interface News {
  message: Message
  conversation: Conversation
  kind: 'message' | 'mentioned' | 'transferred' | 'handed-over' | 'waits'
}

const recentMs = 60_000

/** What among these messages is to be told: of each conversation the last that concerns the reader. */
export function newsOf(messages: readonly Message[], known: Known, listener: Listener): News[] {
  const { me, quietHours, seenId, now } = listener
  const status = known.operators.get(me)?.status
  const last = new Map<string, News>()
  for (const message of messages) {
    const conversation = known.conversations.get(message.conversationId)
    if (!conversation || conversation.id === seenId || !isFresh(message, now)) continue
    const kind = kindOf(message, conversation, { ...listener, ...known })
    if (!kind) continue
    if (isQuiet(status, { quietHours, isCalled: kind === 'mentioned', now: new Date(now) }))
      continue
    last.set(conversation.id, { message, conversation, kind })
  }
  return [...last.values()]
}

/** Lines that say that somebody else is to look after it. */
const passedOn: Partial<Record<SystemLine['code'], News['kind']>> = {
  transferred: 'transferred',
  'bot-handed-over': 'handed-over',
  'bot-unavailable': 'handed-over',
  returned: 'waits',
  'moved-to-backup': 'waits',
  'assignee-away': 'waits',
  'assignee-gone': 'waits',
}

/**
 * Whether it tells of a conversation that was passed on. Within a moment it may be offered to
 * somebody, which rings there: only then is it known who has to look after it.
 */
export const isPassedOn = ({ system }: Message): boolean =>
  system !== undefined && passedOn[system.code] !== undefined

function kindOf(
  message: Message,
  conversation: Conversation,
  hearing: Hearing,
): News['kind'] | undefined {
  if (isCalledBy(message, hearing)) return 'mentioned'
  if (message.author.type === 'contact') {
    return isOwedBy(conversation, hearing) ? 'message' : undefined
  }
  const { system } = message
  const kind = system && passedOn[system.code]
  // Whoever passed it on knows, and whoever has it by now heard of that.
  if (!kind || system.parameters.operatorId === hearing.me || !isWaiting(conversation)) {
    return undefined
  }
  return isGivenTo(conversation, hearing) ? kind : undefined
}

/** An edit, and a page of old messages, are no news. */
function isFresh({ at, version }: Message, now: number): boolean {
  return version === 1 && now - Date.parse(at) < recentMs
}
