import type { OperatorStatus } from '@otklik/protocol'
import type { Moment } from '../../rules/conversation.ts'
import type {
  ChannelRules,
  Conversation,
  OpeningHours,
  Person,
  TeamRules,
} from '../../rules/index.ts'

export interface Colleague extends Person {
  status: OperatorStatus
  isPresent: boolean
  /** Since when nobody reaches them; undefined while somebody does. */
  awaySince: Moment | undefined
  isDisabled: boolean
  capacity: number
  skills: string[]
  lastAssignedAt?: Moment
}

/** A program that is a colleague, or one of ours. */
export interface SimulatedBot {
  id: string
  name: string
  isAvailable: boolean
  answerWithinMs: number
}

export interface Channel {
  id: string
  rules: ChannelRules
  weight: number
  mustSkills: string[]
  niceSkills: string[]
  isConnected: boolean
}

export interface Thread {
  id: string
  channel: Channel
  isBlocking: boolean
  kept?: Kept
  previous?: { id: string; number: number; operatorId?: string }
}

/** An open conversation, as the shell keeps it. */
export interface Kept {
  conversation: Conversation
  thread: Thread
  wakeAt: Moment | undefined
}

export interface Setup {
  now: Moment
  schedule: OpeningHours
  teams: TeamRules[]
  members: Record<string, string[]>
  colleagues: Colleague[]
  channels: Channel[]
  bot: SimulatedBot
}
