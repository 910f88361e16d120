import type { DryRunRequest, TimelineStep } from '@otklik/protocol/settings'

import type { Moment } from './conversation.ts'
import type { RosterEntry, Waiting } from './route.ts'
import type { ChannelRules, Settings, TeamRules } from './settings.ts'

/** What is imagined: a customer, the settings they meet, and what operators do. */
export interface Plan {
  /** When the customer first writes, and how long after that they write. */
  startsAt: Moment
  customerWritesMs: readonly number[]
  rules: ChannelRules
  needs: Pick<Waiting, 'weight' | 'mustSkills' | 'niceSkills'>
  settings: Settings
  teams: readonly TeamRules[]
  members: ReadonlyMap<string, readonly string[]>
  /** How each is whenever it is working time; at other hours nobody is there. */
  operators: readonly RosterEntry[]
  does: DryRunRequest['operators']
}

export interface Simulated {
  steps: SimulatedStep[]
  /** False where it goes on beyond what is shown. */
  isComplete: boolean
}

/** A step of it, before its moment is put into words. */
export interface SimulatedStep extends Omit<TimelineStep, 'at'> {
  at: Moment
}
