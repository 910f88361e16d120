import type { CloseReason, PlannedFailure } from '@otklik/protocol'

import type { LastMessage, MessageDraft } from './message.ts'
import type { Moment } from './moment.ts'
import type { Sla } from './sla-clock.ts'

export type { LastMessage } from './message.ts'
export type { Moment } from './moment.ts'

/** Who holds the conversation: exactly one of these is true. */
export type Holding = WithBot | Queued | Offered | Assigned | Closing | Closed

/** Whom it waits for: a team, or one operator alone (D-24). */
export interface Queue {
  kind: 'team' | 'operator'
  id: string
  /** How it came there: a backup has no further backup, a colleague's choice outlives an edit. */
  by: 'receiver' | 'backup' | 'transfer' | 'return'
}

/** A bot holds it, as a colleague would: whoever takes it has taken it from the bot. */
export interface WithBot {
  status: 'bot'
  botId: string
  botName: string
  since: Moment
  /** Why it is the bot's: its channel's receiver, of off hours, or a colleague's choice. */
  by: 'receiver' | 'off-hours' | 'transfer'
  /** What it was asked last, 0 before that: an answer names the turn it answers. */
  turn: number
  /** What it owes an answer to, and since when. */
  asked?: { at: Moment; inputs: readonly BotInput[] }
  /** What came while it thought. */
  pending?: readonly BotInput[]
  /** Where its scenario stands; the runner's own. */
  place?: object
  /** It wants to be asked then, whatever happens. */
  wakesAt?: Moment
}

/**
 * What a bot is told of; the words themselves are in the transcript. What came before its last answer
 * could be read is early: it answers nothing of it.
 */
export type BotInput =
  /** It got the conversation, or the customer pressed «Начать» again. */
  | { type: 'start'; payload?: string }
  | { type: 'said'; messageId: string; isEarly?: true }
  | { type: 'pressed'; value: string; label?: string; messageId?: string; isEarly?: true }
  | { type: 'time' }

export interface Queued {
  status: 'queued'
  queue: Queue
  since: Moment
  /** It came off hours: nobody is asked before the office opens (D-09). */
  waitsForOpening?: true
  /** The channel's receiver is a bot, which takes it when the office opens. */
  waitsForBot?: true
  /** Nobody is asked: it waits to be taken. */
  isByHand?: true
  /** Whoever held it went away: whoever is free gets it at once, without an offer. */
  isReassigned?: true
  /** Who was asked in this round and did not take it. */
  refusals?: { operatorId: string; at: Moment }[]
  /** Everybody was asked and a pause has passed: they may be asked again. */
  isRoundOver?: true
  /** How many rounds nobody has taken it: each pause is longer than the last. */
  rounds?: number
  /** «По навыкам» has waited long enough: anybody of the team will do. */
  isRelaxed?: true
  /** The contact's last operator, who comes first until then. */
  stickTo?: { operatorId: string; until?: Moment }
}

export interface Offered {
  status: 'offered'
  to: Person[]
  /** Offered to several at first: it reserves nobody's place, however few are left. */
  isToAll?: true
  since: Moment
  until: Moment
  /** Where it goes back to when nobody accepts. */
  from: Queued
}

export interface Assigned {
  status: 'assigned'
  operatorId: string
  operatorName: string
  since: Moment
  /** By whose rules it was given: they say what happens when its operator goes away. */
  teamId?: string
  /** Given without asking, it has to be answered by then. */
  answerUntil?: Moment
  /** Where it goes back to when it is not. */
  from?: Queued
  /** «На удержании»: not given to others, not closed by itself, not counted. */
  heldSince?: Moment
  /** Put off until then, and meanwhile treated as held. */
  snoozedUntil?: Moment
}

/** Closed in eight seconds unless it is undone or the customer writes (D-36). */
export interface Closing {
  status: 'closing'
  until: Moment
  by: Person
  reason: 'operator' | 'spam'
  before: Queued | Assigned | WithBot
}

export interface Closed {
  status: 'closed'
  at: Moment
  reason: CloseReason
  operatorId?: string
  /** Whose it was: a team's people see what they were asked and what was answered. */
  teamId?: string
  /** «Сотрудник» was a bot, by the name it had then (D-18). */
  bot?: Person
}

export interface Person {
  id: string
  name: string
}

/** It was passed on a moment ago, and what it was before: whoever did it may take it back. */
export interface PassedOn {
  by: Person
  at: Moment
  before: Queued | Assigned
  escalatedAt?: Moment
  teamToldAt?: Moment
  silenceToldAt?: Moment
  sla?: Sla
}

/** Everything the rules know of one conversation («обращение»). */
export interface Conversation {
  readonly id: string
  readonly kind: 'direct' | 'comment' | 'outbound'
  readonly openedAt: Moment
  /** The conversation before it in the same thread (D-14). */
  readonly previousId?: string
  /** The page others can read it on, as the comments under a product. */
  readonly page?: PublicPage
  /** Until when the platform takes free text from us; absent where it does not limit that. */
  readonly replyUntil?: Moment
  readonly holding: Holding
  /** The last message's place in the transcript. */
  readonly seq: number
  /** Who owes the next word. */
  readonly owes: 'us' | 'customer' | 'nobody'
  /** Since when the customer waits for our word. */
  readonly waitingSince?: Moment
  /** What the customer said that the one who holds it has not seen. */
  readonly unread: number
  /** The last word of customer, operator or bot; automatic replies are none (D-26). */
  readonly lastActivityAt: Moment
  readonly lastMessage?: LastMessage
  /** The inactivity clock starts anew then: it was waiting for opening, held or put off. */
  readonly idleFrom?: Moment
  /** Supervisors were told that nobody takes it. */
  readonly escalatedAt?: Moment
  /** Its team was told the same, before them. */
  readonly teamToldAt?: Moment
  /** Supervisors were told that whoever holds it does not answer. */
  readonly silenceToldAt?: Moment
  /** Gone as soon as anybody acts upon where it is now. */
  readonly passedOn?: PassedOn
  /** The buttons that stand under our last word: whoever types a label has chosen it. */
  readonly choices?: Choices
  /** What it is about, as the customer chose before the first word: it may have its own receiver. */
  readonly question?: string
  /** What bots and colleagues noted of it. */
  readonly topic?: string
  readonly tags?: readonly string[]
  readonly attributes?: Readonly<Record<string, string>>
  /** «Отвечать не нужно»: what was waited for until then, should somebody think better of it. */
  readonly waived?: { waitingSince?: Moment; unread: number }
  /** It went on there, in another channel of the same contact (D-35). */
  readonly continuedIn?: string
  /** How often bots were asked in all, so that a turn of an earlier holding is no turn of this one. */
  readonly botTurns?: number
  /** What leaves at a time that was chosen, or did not leave then. */
  readonly planned?: readonly Planned[]
  /** Somebody of ours, not a bot, has answered in it. */
  readonly isAnswered?: true
  /** The customer was asked for a mark when it closed. */
  readonly rating?: Rating
  /** What was promised for it, and what of that was not kept. */
  readonly sla?: Sla
  /** The visit to the company's site that its customer came from. */
  readonly visit?: Visit
  /** Perhaps this one: somebody has to decide. */
  readonly suggestedVisit?: Visit
  /** The advertisement they came from, where the platform tells it. */
  readonly ad?: Ad
  /** Its automatic replies; gone for good with the first reply of a person or a bot (D-03). */
  readonly autoReplies?: AutoReplies
}

/** A message that leaves at its time («Отправить позже»), as it was written. */
export interface Planned {
  readonly message: MessageDraft
  readonly sendAt: Moment
  /** Its time has come and it could not leave, or never can: it waits for its author to decide. */
  readonly failure?: { reason: PlannedFailure; name?: string }
}

/** A visit as its conversation keeps it. What sites and advertisers wrote, as text. */
export interface Visit {
  id: string
  /** Without its hyphen. */
  number: string
  source: string
  medium: string
  campaign: string
  page: PublicPage
  at: Moment
}

/** A visit whose number came with what the customer wrote. */
export interface FoundVisit {
  visit: Visit
  /** Its number counts no longer then. */
  until: Moment
  /** Whose messenger has brought that number before. */
  usedBy: 'nobody' | 'them' | 'others'
}

export interface Ad {
  title: string
  url: string
}

export interface PublicPage {
  title: string
  url: string
}

export interface Choices {
  messageId: string
  options: readonly { label: string; value: string }[]
}

export interface Rating {
  /** The question, whose buttons are the scale. */
  messageId: string
  scale: 'thumbs' | 'stars'
  askedAt: Moment
  /** A mark that comes later does not count. */
  until: Moment
  /** 1 to 5; of two thumbs, 5 and 1. */
  score?: number
  /** Low by the rules of then. */
  isLow?: true
  ratedAt?: Moment
  /** Words about it were asked for, and are awaited until then. */
  commentUntil?: Moment
  comment?: string
}

export interface AutoReplies {
  /** The customer's first unanswered message, in working time and off hours. */
  workSince?: Moment
  offSince?: Moment
  /** Entries that were sent, or had their time and were dropped. */
  done: string[]
  /** Somebody answered: none of them fires any more. */
  isOver?: true
}

export const isOpen = (conversation: Conversation): boolean =>
  conversation.holding.status !== 'closed'

/** Who holds it now, or held it last. */
export function holderOf({ holding }: Conversation): string | undefined {
  switch (holding.status) {
    case 'assigned':
    case 'closed':
      return holding.operatorId
    case 'closing':
      return holding.before.status === 'assigned' ? holding.before.operatorId : undefined
    default:
      return undefined
  }
}

/** By whose rules it is given out, or was; what concerns one operator alone has no team. */
export function teamOf(holding: Holding): string | undefined {
  switch (holding.status) {
    case 'queued':
      return holding.queue.kind === 'team' ? holding.queue.id : undefined
    case 'offered':
      return teamOf(holding.from)
    case 'closing':
      return teamOf(holding.before)
    case 'assigned':
    case 'closed':
      return holding.teamId
    case 'bot':
      return undefined
  }
}

/** The bot that holds it, or held it last. */
export function botOf({ holding }: Conversation): Person | undefined {
  if (holding.status === 'closed') return holding.bot
  const held = holding.status === 'closing' ? holding.before : holding
  return held.status === 'bot' ? { id: held.botId, name: held.botName } : undefined
}

/** Its place among those who wait: in a queue, or offered from it. */
export function waitingOf({ holding }: Conversation): Queued | undefined {
  if (holding.status === 'queued') return holding
  return holding.status === 'offered' ? holding.from : undefined
}

/** Held or put off: it waits for its operator, and nobody else is concerned. */
export const isAside = (holding: Assigned): boolean =>
  holding.heldSince !== undefined || holding.snoozedUntil !== undefined
