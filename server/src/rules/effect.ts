import type { Decision } from '@otklik/protocol'

import type { BotInput } from './conversation.ts'
import type { MessageState } from './message.ts'
import type { Moment } from './moment.ts'
import type { SlaClock, SlaKind } from './sla-clock.ts'

/**
 * What has to be written because of a trigger. `apply` turns each into rows; whoever owns the rows
 * carries them out after the commit (design: ARCHITECTURE.md, «Effects»).
 */
export type Effect =
  | { type: 'add-message'; message: MessageState }
  | { type: 'change-message'; message: MessageState }
  /** Render the message into parts and put them into its thread's lane. */
  | { type: 'send'; message: MessageState }
  | { type: 'amend'; message: MessageState; as: 'edit' | 'deletion' }
  /** Put the parts that did not arrive back into the lane. */
  | { type: 'send-again'; messageId: string }
  /** Take out of the lane what has not left yet. */
  | { type: 'withdraw'; messageId: string }
  | { type: 'block-address' }
  | { type: 'unblock-address' }
  /** What comes from the address from now on is kept here, and opens nothing. */
  | { type: 'mark-as-spam' }
  | { type: 'unmark-as-spam' }
  /** «Почему?» of a line is asked for later. */
  /** Ask whoever plays this bot; what comes after is `bot-answered` or `bot-failed`. */
  | { type: 'ask-bot'; botId: string; turn: number; inputs: readonly BotInput[] }
  /** It let a customer down: counted against its availability (D-06). */
  | { type: 'count-bot-failure'; botId: string; reason: BotFailure }
  | { type: 'keep-decision'; messageId: string; decision: Decision }
  /** Its messenger has brought the number of that visit: anybody else's is suggested from then on. */
  | { type: 'tie-visit'; visitId: string; isConfirmed?: true }
  | { type: 'suggest-visit'; visitId: string }
  | { type: 'decide-visit'; visitId: string; isTheirs: boolean; operatorId: string }
  /** The rating of this conversation, as its state has it now. */
  | { type: 'keep-rating' }
  /** A promise that was kept or broken, for reports; over once it has an end. */
  | {
      type: 'keep-sla'
      kind: SlaKind
      clock: SlaClock
      operatorId?: string
      endedAt?: Moment
    }
  /** Something changed that may let somebody have work, or somebody's work have hands. */
  | { type: 'wake-routing'; reason: string }

export type BotFailure = 'refused' | 'unreachable' | 'no-answer'

/** The request makes no sense now. `facts` go into the sentence that explains it. */
export interface Refusal {
  code:
    | 'not-found'
    | 'already-taken'
    | 'conversation-closed'
    | 'contact-blocked'
    | 'contact-barred'
    | 'channel-disconnected'
    | 'cannot-undo'
    | 'window-closed'
    | 'already-open'
    | 'not-yours'
    | 'needs-taking'
    | 'cannot-edit'
    | 'cannot-delete'
    | 'cannot-retry'
    | 'offer-gone'
    | 'not-offered'
    | 'not-assigned'
    | 'in-the-past'
    | 'too-many-planned'
    | 'too-far'
    | 'topic-required'
    | 'turn-over'
    | 'bot-unavailable'
    | 'not-a-rating'
    | 'visit-known'
  facts?: Record<string, string>
}
