import type { Scenario } from '@otklik/protocol/settings'

/** What was drawn before, what is drawn now, and what was taken back. */
export interface History {
  readonly past: readonly Scenario[]
  readonly now: Scenario
  readonly future: readonly Scenario[]
  /** What the latest edit was about: more of the same is taken back together with it. */
  readonly latest?: { readonly about: string; readonly at: number }
}

const MOST = 200
/** A longer pause begins a new edit. */
const PAUSE_MS = 1500

export function begin(scenario: Scenario): History {
  return { past: [], now: scenario, future: [] }
}

interface Edit {
  /** «text of step 3»: letters typed one after another are one edit. */
  about?: string
  at: number
}

export function edit(history: History, scenario: Scenario, { about, at }: Edit): History {
  if (scenario === history.now) return history
  const { latest } = history
  const isMore = about !== undefined && latest?.about === about && at - latest.at < PAUSE_MS
  return {
    past: isMore ? history.past : [...history.past, history.now].slice(-MOST),
    now: scenario,
    future: [],
    ...(about !== undefined && { latest: { about, at } }),
  }
}

export function undo({ past, now, future }: History): History {
  const before = past.at(-1)
  return before
    ? { past: past.slice(0, -1), now: before, future: [now, ...future] }
    : { past, now, future }
}

export function redo({ past, now, future }: History): History {
  const [after, ...rest] = future
  return after ? { past: [...past, now], now: after, future: rest } : { past, now, future }
}
