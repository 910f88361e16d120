import type { TimelineStep } from '@otklik/protocol/settings'

/** Steps of one day, all in working time or all outside it. */
export interface Stretch {
  /** The day as its wall clock has it, `2026-11-23`. */
  date: string
  isOpen: boolean
  steps: TimelineStep[]
}

/** Cut where the day changes, and where the office opens or closes. */
export function toStretches(steps: readonly TimelineStep[], timeZone: string): Stretch[] {
  const found: Stretch[] = []
  // Sweden writes dates in the way of ISO.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' })
  for (const step of steps) {
    const date = format.format(new Date(step.at))
    const last = found.at(-1)
    if (last?.date === date && last.isOpen === step.isOpen) last.steps.push(step)
    else found.push({ date, isOpen: step.isOpen, steps: [step] })
  }
  return found
}

const keyOf = ({ at, code, facts, text }: TimelineStep): string =>
  JSON.stringify([at, code, facts, text])

/** Steps of one timeline that the other does not have. */
export function differing(
  steps: readonly TimelineStep[],
  others: readonly TimelineStep[],
): ReadonlySet<TimelineStep> {
  const counts = new Map<string, number>()
  for (const other of others) counts.set(keyOf(other), (counts.get(keyOf(other)) ?? 0) + 1)
  return new Set(
    steps.filter((step) => {
      const left = counts.get(keyOf(step)) ?? 0
      counts.set(keyOf(step), left - 1)
      return left <= 0
    }),
  )
}
