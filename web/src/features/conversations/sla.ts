import type { Conversation } from '@otklik/protocol'
import type { SlaPromise } from '@otklik/protocol/settings'

import type { Urgency } from './waiting.ts'

/** What is promised for a conversation, as it stands now. */
export interface SlaState {
  kind: SlaPromise['kind']
  urgency: Urgency
  /** Until it is due; below zero, since it was. */
  leftMs: number
}

/** What comes due first, or was due first; nothing while it is stopped. */
export function slaStateOf({ sla }: Conversation, now: number): SlaState | undefined {
  let state: SlaState | undefined
  for (const { kind, dueAt, warnAt } of sla?.promises ?? []) {
    if (!dueAt) continue
    const leftMs = Date.parse(dueAt) - now
    if (state && state.leftMs <= leftMs) continue
    const isWarned = now >= Date.parse(warnAt ?? dueAt)
    state = { kind, leftMs, urgency: leftMs <= 0 ? 'danger' : isWarned ? 'warn' : 'plain' }
  }
  return state
}

/** By what is left; where nothing is promised, after all that is. */
export const dueAtOf = ({ sla }: Conversation): number =>
  Math.min(...(sla?.promises ?? []).map(({ dueAt }) => (dueAt ? Date.parse(dueAt) : Infinity)))
