import type { Decision, FailureReason, FileView } from '@otklik/protocol'

import type { Ad, FoundVisit, Person, PublicPage, Visit } from './conversation.ts'
import type { BotFailure } from './effect.ts'
import type { MessageContent, MessageDraft } from './message.ts'

/** Asked on a page of the company's own before the first word. */
export interface Before {
  /** One of `ChannelRules.questions`, by what it is called. */
  question?: string
  /** What they said of themselves: name, phone, e-mail. */
  answer?: Record<string, string>
}

/** What can happen to a conversation. Somebody wrote, somebody of ours acted, or time passed. */
export type Trigger =
  | {
      type: 'contact-wrote'
      message: MessageDraft
      page?: PublicPage
      before?: Before
      visit?: FoundVisit | undefined
      ad?: Ad | undefined
    }
  /** `at` is the platform's time: it may have been long on its way. */
  | {
      type: 'contact-started'
      lineId: string
      payload?: string
      at?: number
      visit?: FoundVisit | undefined
    }
  /** A button under a message of ours; `lineId` names the line if it has to open a conversation. */
  | {
      type: 'contact-pressed'
      lineId: string
      messageId?: string
      value: string
      label?: string
      at?: number
    }
  | {
      type: 'contact-edited'
      messageId: string
      text: string
      content: MessageContent
      at: number
      /** It is there again, if it was deleted. */
      isRestored?: true
    }
  | { type: 'contact-deleted'; messageIds: string[] }
  /** An answer to the rating question: its button, or a text that may be one. */
  | ({ type: 'contact-rated'; lineId: string; at?: number } & (
      | { score: number }
      | { message: MessageDraft }
    ))
  | { type: 'contact-blocked'; lineId: string }
  | { type: 'contact-unblocked'; lineId: string }
  /** A conversation of another system, brought here whole: it is over from its beginning. */
  | { type: 'history-imported'; messages: readonly MessageDraft[]; topic?: string; lineId: string }
  /** Their card changed: whoever shows the conversation shows it anew. */
  | { type: 'contact-changed' }
  /** We want to hear no more of them, or nothing of them is known any more: it is over at once. */
  | { type: 'contact-barred'; by: Person; reason: 'barred' | 'erased'; lineId: string }
  /** Somebody answered in the platform's own application. */
  | { type: 'answered-elsewhere'; message: MessageDraft }
  | { type: 'operator-wrote'; operator: Person; message: MessageDraft }
  /** Writes first: to somebody who has no open conversation there. */
  | {
      type: 'operator-began'
      operator: Person
      message: MessageDraft
      lineId: string
      /** It goes on here from another channel (D-35). */
      from?: ConversationName
    }
  /** And this is where it goes on. */
  | { type: 'continued-elsewhere'; operator: Person; to: ConversationName; lineId: string }
  /** «Отправить позже». */
  | { type: 'message-planned'; operator: Person; message: MessageDraft; sendAt: number }
  | {
      type: 'message-replanned'
      operator: Person
      messageId: string
      text: string
      format?: MessageContent['format']
      sendAt: number
    }
  | {
      type: 'message-unplanned'
      operator: Person
      messageId: string
      mayActForOthers: boolean
    }
  | { type: 'planned-sent'; operator: Person; messageId: string }
  | {
      type: 'operator-edited'
      operator: Person
      messageId: string
      text: string
      format?: MessageContent['format']
    }
  | { type: 'operator-deleted'; operator: Person; messageId: string }
  | { type: 'operator-tried-again'; operator: Person; messageId: string }
  | { type: 'operator-counted-as-sent'; operator: Person; messageId: string }
  | { type: 'taken'; operator: Person; lineId: string; mayTakeOver: boolean }
  | { type: 'returned'; operator: Person; lineId: string; mayReturnOthers: boolean }
  /** Routing found everybody asked in vain. */
  | { type: 'nobody-answered'; next: 'backup' | 'manual'; lineId: string }
  | { type: 'offered'; to: Person[]; until: number; decision: Decision; lineId: string }
  | {
      type: 'assigned'
      operator: Person
      /** Given without asking: answered by then, or given to somebody else. */
      answerUntil?: number
      decision: Decision
      lineId: string
    }
  | { type: 'declined'; operator: Person; lineId: string }
  | {
      type: 'transferred'
      by: Person
      to: { kind: 'operator' | 'team' | 'bot'; id: string; name: string }
      mayGiveOthers: boolean
      lineId: string
    }
  | { type: 'transfer-undone'; operator: Person; mayUndoOthers: boolean; lineId: string }
  | { type: 'held' | 'resumed'; operator: Person; mayActForOthers: boolean; lineId: string }
  | { type: 'snoozed'; operator: Person; until: number; mayActForOthers: boolean; lineId: string }
  /** «Отвечать не нужно», and thinking better of it. */
  | {
      type: 'answer-waived' | 'answer-owed'
      operator: Person
      mayActForOthers: boolean
      lineId: string
    }
  /** «Тематика» and «теги», by the names that the directory has for them now. */
  | {
      type: 'labelled'
      operator: Person
      topic?: string | null
      addTags?: readonly string[]
      removeTags?: readonly string[]
      lineId: string
    }
  /** Which visit its customer came from, or that it was not this one. */
  | {
      type: 'visit-decided'
      operator: Person
      visit: Visit
      isTheirs: boolean
      lineId: string
    }
  /** «Не спам»: whoever writes from that address is heard again. */
  | { type: 'not-spam'; operator: Person; lineId: string }
  /** The customer filled in the form that was sent; the fields by their names. */
  | { type: 'form-filled'; answer: Record<string, string>; lineId: string }
  /** What a bot does, in answer to a turn or by itself. */
  | {
      type: 'bot-answered'
      botId: string
      turn?: number
      deeds: readonly BotDeed[]
      /** Where its scenario stands now; kept as it was where it says nothing of it. */
      place?: object
      /** Asked again then, even if nothing is said. */
      wakesAt?: number
      /** Its scenario goes on in that of another bot. */
      becomes?: Person
      lineId: string
    }
  | { type: 'bot-failed'; botId: string; turn: number; reason: BotFailure; lineId: string }
  /** Writes first, an approved template and nothing else: the conversation is over with that. */
  | { type: 'bot-sent-template'; bot: Person; message: MessageDraft; lineId: string }
  /** Who holds it has been off line for as long as the team allows. */
  | { type: 'assignee-away'; operatorId: string; lineId: string }
  /** Settings changed, or the office opened: whatever follows from them is put right. */
  | { type: 'reconsidered'; lineId: string }
  | {
      type: 'close-asked'
      operator: Person
      mayCloseOthers: boolean
      reason?: 'operator' | 'spam'
    }
  | { type: 'close-undone'; operator: Person; mayUndoOthers: boolean; lineId: string }
  | { type: 'seen'; operatorId: string; seq: number }
  | { type: 'marked-unread' }
  | { type: 'file-changed'; messageId: string; file: FileView }
  | { type: 'part-settled'; part: SettledPart; lineId: string }
  | { type: 'receipt'; messageIds: string[]; status: 'delivered' | 'read' }
  | { type: 'time-passed'; lineId: string }

/** What a line says of another conversation. */
export interface ConversationName {
  id: string
  number: number
  channel: string
}

/** What a bot wants done, with everything looked up that rules cannot. */
export type BotDeed =
  | { type: 'say' | 'note'; message: MessageDraft }
  | { type: 'set'; attributes?: Record<string, string>; tags?: string[]; topic?: string }
  /** To whoever stands behind the bot where it names nobody. */
  | { type: 'hand-over'; to?: { kind: 'operator' | 'team'; id: string }; summary?: MessageDraft }
  | { type: 'close'; message?: MessageDraft }

export type TriggerType = Trigger['type']

/** How one call of the platform ended. */
export interface SettledPart {
  kind: 'message' | 'edit' | 'deletion' | 'acknowledgement'
  messageId?: string
  outcome: PartOutcome
  /** What it counted as until the platform said otherwise, after the call itself was over. */
  before?: 'sent' | 'unknown'
}

export type PartOutcome =
  | { result: 'sent' }
  /** Tried again at that time: surely not delivered, or a repetition cannot deliver it twice. */
  | { result: 'retry'; at: number; reason: FailureReason; code?: string; mayHaveArrived?: boolean }
  | { result: 'failed'; reason: FailureReason; code?: string; detail?: string }
  /** The platform did not answer, and a repetition might deliver it twice. */
  | { result: 'unknown' }
