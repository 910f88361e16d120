import type { Conversation, Moment } from './conversation.ts'
import type { Effect, Refusal } from './effect.ts'
import type { MessageState } from './message.ts'
import type { ChannelRules, Settings } from './settings.ts'

/** What `step` is told of the world around one conversation. */
export interface Context {
  now: Moment
  /** Its id, if this trigger has to open a conversation. */
  newConversationId: string
  /** The thread's last conversation, which a new one is linked to (D-14). */
  previous?: { id: string; number: number; operatorId?: string; replyUntil?: Moment }
  /** How this channel's conversations are received, answered automatically and closed. */
  rules: ChannelRules
  /** Of the account: schedule and teams. */
  settings: Settings
  contact: {
    name: string
    /** They do not want to hear of us on this channel. */
    isBlocking: boolean
    /** We do not want to hear of them. */
    isBarred?: boolean
    /** Marked as spam by us: what they write is kept and opens nothing. */
    isSpam?: boolean
    /** «VIP»: other promises may hold for them. */
    isVip?: boolean
    /** When they were last asked for a mark, in whatever channel. */
    ratingAskedAt?: Moment | undefined
  }
  channel: {
    isConnected: boolean
    canEdit: boolean
    canDelete: boolean
    deleteWithinMs?: number
    /** For so long after the customer's word the platform takes free text (D-10). */
    replyWindowMs?: number
  }
  /** The messages that the trigger speaks of, by id. */
  messages: ReadonlyMap<string, MessageState>
  /** Whether a part of that message is on its way to the platform right now. */
  isLeaving(messageId: string): boolean
}

/** What deadlines follow from: the settings of now, whatever they were when the wait began. */
export type Rules = Pick<Context, 'rules' | 'settings'>

export interface Step {
  conversation: Conversation | undefined
  effects: Effect[]
  refusal?: Refusal
}

export const refused = (
  conversation: Conversation | undefined,
  code: Refusal['code'],
  facts?: Record<string, string>,
): Step => ({ conversation, effects: [], refusal: { code, ...(facts && { facts }) } })

export const unchanged = (conversation: Conversation | undefined): Step => ({
  conversation,
  effects: [],
})
