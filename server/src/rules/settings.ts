import type { TeamSettings } from '@otklik/protocol'
import type { Receiver } from '@otklik/protocol/settings'

import type { Moment } from './moment.ts'
import type { TemplateMessage } from './template-message.ts'

/** What the rules know of an account's settings: read once per version, shared by many steps. */
export interface Settings {
  schedule: OpeningHours
  /** Takes what belongs to nobody else. */
  everyone: TeamRules
  team(id: string): TeamRules | undefined
  /** An operator's name and whether conversations may wait for them; undefined where unknown. */
  operator(id: string): { name: string; isDisabled: boolean } | undefined
  bot(id: string): BotRules | undefined
  /** Absent where the company has no «Тематики» and no «Теги». */
  labels?: LabelRules
}

export interface LabelRules {
  /** What the directory calls it now, whatever it was called before; undefined for a stranger. */
  nameOf(kind: 'topic' | 'tag', said: string): string | undefined
  /** «Требовать тематику при закрытии», for a conversation of this team. */
  needsTopic(teamId: string | undefined): boolean
}

/** A bot as conversations see it. */
export interface BotRules {
  id: string
  name: string
  /** Switched on, published, answering, and the module is on (D-06). */
  isAvailable: boolean
  /** For so long it may leave a question unanswered. */
  answerWithinMs: number
}

/** The working hours, as `compileSchedule` makes them. */
export interface OpeningHours {
  isOpen(at: Moment): boolean
  /** The first moment after `at` when it opens; undefined where it never does. */
  nextOpening(at: Moment): Moment | undefined
  /** The first moment after `at` when it opens or closes. */
  nextChange(at: Moment): Moment | undefined
}

/** A team with its settings. */
export interface TeamRules extends TeamSettings {
  id: string
  name: string
  isEveryone: boolean
  /** Somebody is in it who may answer, on line or not. */
  isStaffed: boolean
}

export interface TimedText {
  id: string
  text: string
  delayMs: number
}

/** How the customers of a group of channels are asked for a mark. */
export interface RatingRules {
  scale: 'thumbs' | 'stars'
  question: string
  /** Empty for none. */
  commentQuestion: string
  thanks: string
  /** Nobody is asked more often than that. */
  everyMs: number
  /** For so long an answer counts. */
  awaitMs: number
  asksAfterTimeout: boolean
  /** A mark up to it is told to whoever is in charge; 0 tells of none. */
  lowScore: number
}

/** How a channel's conversations are received, answered automatically and closed. */
export interface ChannelRules {
  receiver: Receiver
  /** Questions to choose from before the first word, each with a receiver of its own. */
  questions?: readonly { label: string; receiver: Receiver }[]
  operatorWaitMs: number
  /** Both lists are sorted by delay. */
  autoReplies: readonly TimedText[]
  offHours: 'bot' | 'auto-replies' | 'nothing'
  offHoursBotId?: string
  /** What the customer is told off hours when that bot fails (D-12). */
  offHoursFallback?: string
  offHoursReplies: readonly TimedText[]
  /** Sent when a conversation is closed; undefined where the toggle is off (COM-40). */
  closingText?: string
  /** In its place where the platform takes free text no more (D-10). */
  closingTemplate?: TemplateMessage
  /** «Клиентская оценка»: asked after a close; undefined where it is off (COM-51). */
  rating?: RatingRules
  /** Silence after which a conversation closes (COM-72). */
  inactivityMs?: number
  keepsUnanswered: boolean
}
