import type { CloseReason, FailureReason } from '@otklik/protocol'

import type { Moment } from '../rules/index.ts'

/** One entry of a transcript, as far as it is counted. */
export type Entry =
  | { type: 'contact'; at: Moment }
  | {
      type: 'operator' | 'bot' | 'automatic'
      at: Moment
      authorId?: string
      failure?: FailureReason
    }
  | { type: 'line'; at: Moment; code: string; parameters: Readonly<Record<string, string>> }

/** What reports have to know of a conversation: its transcript, in its order, and how it stands now. */
export interface Life {
  openedAt: Moment
  isReturning: boolean
  /** Who holds it or held it last, and by whose rules it was given. */
  operatorId?: string
  teamId?: string
  botId?: string
  /** Why it is over, if it is. */
  reason?: CloseReason
  entries: readonly Entry[]
  /** What its team promised (SLA): kept, or broken. */
  promises?: readonly {
    kind: 'first' | 'next' | 'resolution'
    at: Moment
    isBroken: boolean
    operatorId?: string
    teamId?: string
  }[]
  rating?: {
    askedAt: Moment
    ratedAt?: Moment
    score?: number
    isTakenBack?: boolean
    operatorId?: string
    teamId?: string
    botId?: string
  }
}
