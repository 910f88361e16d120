import type { Audience } from '../realtime/index.ts'
import type { BotInput } from '../rules/index.ts'
import type { StoredMessage, StoredState } from './stored.ts'

/** One conversation's share of a call of `apply_writes`: the rows to write, and nothing decided. */
export interface Member {
  k: number
  newAddress?: {
    channelId: string
    address: string
    contactId: string
    name: string
    profile: Record<string, string>
  }
  address?: {
    channelId: string
    address: string
    name?: string
    profile?: Record<string, string>
    blocking?: 'block' | 'unblock'
    spam?: 'mark' | 'unmark'
  }
  /** Known by a phone or an address until now. */
  contact?: { id: string; name: string }
  conversation?: ConversationRow
  messages: StoredMessage[]
  changes: StoredMessage[]
  externals: { channelId: string; externalId: string; messageId: string; position: number }[]
  files: FileRow[]
  attached: { id: string; conversationId: string; messageId: string }[]
  /** What was begun and has become a message, or will. */
  drafts: { operatorId: string; conversationId: string; clientId: string }[]
  parts: PartRow[]
  sendAgain: string[]
  withdraw: string[]
  settled: SettledRow[]
  tasks: { id: string; kind: string; payload: object }[]
  /** What bots are asked; the latest question of a conversation counts. */
  turns: TurnRow[]
  /** At most one: of the conversation that was stepped. */
  ratings: RatingRow[]
  /** Promises that were kept or broken. */
  sla: SlaRow[]
  /** Its conversation is tied to the visit; unless a person says so, no other contact may have it. */
  visit?: { id: string; contactId: string; isConfirmed?: true }
  suggestions: SuggestionRow[]
  wakeUps: string[]
  decisions: { messageId: string; conversationId: string; decision: object }[]
  events: EventRow[]
}

/** Nothing to write yet. */
export const emptyMember = (): Omit<Member, 'k'> => ({
  messages: [],
  changes: [],
  externals: [],
  files: [],
  attached: [],
  drafts: [],
  parts: [],
  sendAgain: [],
  withdraw: [],
  settled: [],
  tasks: [],
  turns: [],
  ratings: [],
  suggestions: [],
  sla: [],
  wakeUps: [],
  decisions: [],
  events: [],
})

export interface ConversationRow {
  id: string
  isNew: boolean
  /** The version that was loaded. */
  version: number
  channelId: string
  thread: string
  address: string
  contactId: string
  kind: string
  state: StoredState
  stateVersion: number
  status: string
  operatorId: string | null
  botId: string | null
  teamId: string | null
  awaitedOperatorId: string | null
  queueStage: 'open' | 'asked' | 'by-hand' | 'opening' | null
  /** Whose capacity it takes. */
  loadOperatorId: string | null
  offeredTo: string[] | null
  /** Operators and teams: who sees it. */
  concerns: string[]
  wakeAt: string | null
  openedAt: string
  lastActivityAt: string
  isVip: boolean
  visitId: string | null
  closedAt: string | null
}

export interface FileRow {
  id: string
  conversationId: string
  messageId: string
  channelId: string
  kind: string
  name: string
  mime?: string | undefined
  bytes?: number | undefined
  width?: number | undefined
  height?: number | undefined
  durationS?: number | undefined
  reference: string
  state: 'loading' | 'too-large'
}

export interface PartRow {
  id: string
  channelId: string
  lane: string
  thread: string
  priority: number
  conversationId: string
  messageId: string | null
  kind: string
  content: object
  expiresAt: string
  timeoutMs: number
}

export interface SettledRow {
  partId: string
  state: 'queued' | 'sent' | 'failed' | 'unknown'
  nextAt?: string
  pausedUntil?: string
  outcome: object
  /** Which try of the part ended so; one that was followed by another decides nothing any more. */
  try?: number
  /** Nobody said how it ended: that counts only while the part is as it was found. */
  found?: 'sending' | 'queued'
  /** The part has gone on without it: its attempt is told how it ended, and nobody else. */
  isOver?: boolean
  /** Not by the call itself, but by what the platform said of it afterwards. */
  isLate?: boolean
}

export interface TurnRow {
  conversationId: string
  botId: string
  turn: number
  inputs: readonly BotInput[]
}

export interface RatingRow {
  conversationId: string
  channelId: string
  contactId: string
  operatorId: string | null
  botId: string | null
  teamId: string | null
  scale: string
  askedAt: string
  score: number | null
  ratedAt: string | null
  comment: string | null
  /** Whether this asks, and when their contact was asked before, as far as was known. */
  isAsked: boolean
  askedBefore: string | null
}

export interface SlaRow {
  conversationId: string
  channelId: string
  kind: string
  startedAt: string
  targetS: number
  teamId: string | null
  operatorId: string | null
  isVip: boolean
  brokenAt: string | null
  endedAt: string | null
}

/** That a visit may be a conversation's, or what a person decided of it. */
export interface SuggestionRow {
  conversationId: string
  visitId: string
  reason: 'used' | 'no-number'
  decision: 'confirmed' | 'declined' | null
  decidedBy: string | null
}

export interface EventRow {
  kind: 'conversation' | 'message'
  conversationId: string
  version: number
  audience: Audience
  payload: object
}
