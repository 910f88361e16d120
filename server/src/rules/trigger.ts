import type { FailureReason, FileView } from '@otklik/protocol'

import type { Person } from './conversation.ts'
import type { MessageContent, MessageDraft } from './message.ts'

/** What can happen to a conversation. Somebody wrote, somebody of ours acted, or time passed. */
export type Trigger =
  | { type: 'contact-wrote'; message: MessageDraft }
  | { type: 'contact-started'; lineId: string; payload?: string }
  /** A button under a message of ours; `lineId` names the line if it has to open a conversation. */
  | { type: 'contact-pressed'; lineId: string; messageId?: string; value: string; label?: string }
  | { type: 'contact-edited'; messageId: string; text: string; content: MessageContent; at: number }
  | { type: 'contact-deleted'; messageIds: string[] }
  | { type: 'contact-blocked'; lineId: string }
  | { type: 'contact-unblocked'; lineId: string }
  /** Somebody answered in the platform's own application. */
  | { type: 'answered-elsewhere'; message: MessageDraft }
  | { type: 'operator-wrote'; operator: Person; message: MessageDraft }
  | { type: 'operator-edited'; operator: Person; messageId: string; text: string }
  | { type: 'operator-deleted'; operator: Person; messageId: string }
  | { type: 'operator-tried-again'; operator: Person; messageId: string }
  | { type: 'operator-counted-as-sent'; operator: Person; messageId: string }
  | { type: 'taken'; operator: Person; lineId: string; mayTakeOver: boolean }
  | { type: 'returned'; operator: Person; lineId: string; mayReturnOthers: boolean }
  | { type: 'close-asked'; operator: Person; mayCloseOthers: boolean }
  | { type: 'close-undone' }
  | { type: 'seen'; operatorId: string; seq: number }
  | { type: 'marked-unread' }
  | { type: 'file-changed'; messageId: string; file: FileView }
  | { type: 'part-settled'; part: SettledPart; lineId: string }
  | { type: 'receipt'; messageId: string; status: 'delivered' | 'read' }
  | { type: 'time-passed'; lineId: string }

export type TriggerType = Trigger['type']

/** How one call of the platform ended. */
export interface SettledPart {
  kind: 'message' | 'edit' | 'deletion' | 'acknowledgement'
  messageId?: string
  outcome: PartOutcome
}

export type PartOutcome =
  | { result: 'sent' }
  /** Surely not delivered; tried again at that time. */
  | { result: 'retry'; at: number; reason: FailureReason; code?: string }
  | { result: 'failed'; reason: FailureReason; code?: string; detail?: string }
  /** The platform did not answer, and a repetition might deliver it twice. */
  | { result: 'unknown' }
