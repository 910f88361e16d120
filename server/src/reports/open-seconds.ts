import type { Moment, OpeningHours } from '../rules/index.ts'

/** A span longer than this is cut: nobody waits for years, and no search may take for ever. */
const MOST_CHANGES = 20_000

/** How long it was open between two moments. */
export function openSeconds(hours: OpeningHours, from: Moment, to: Moment): number {
  let openMs = 0
  let at = from
  let isOpen = hours.isOpen(at)
  for (let changes = 0; at < to && changes < MOST_CHANGES; changes++) {
    const next = Math.min(hours.nextChange(at) ?? to, to)
    if (isOpen) openMs += next - at
    at = next
    isOpen = hours.isOpen(at)
  }
  return Math.round(openMs / 1000)
}

/** Hours as they were at each time: the last entry is in force. */
export interface HoursOfThen {
  since: Moment
  hours: OpeningHours
}

/** Hours that were changed, as one: each rule counts for its own time. */
export function joinHours(eras: readonly HoursOfThen[]): OpeningHours {
  const [only] = eras
  if (!only) throw new Error('an account without working hours')
  if (eras.length === 1) return only.hours
  const eraOf = (at: Moment) => eras.findLastIndex(({ since }) => since <= at)
  const isOpen = (at: Moment) => eras[Math.max(0, eraOf(at))]!.hours.isOpen(at)
  /** Where rules change, both sides may be the same: whoever counts does not mind. */
  function nextChange(at: Moment): Moment | undefined {
    const index = Math.max(0, eraOf(at))
    const end = eras[index + 1]?.since
    const next = eras[index]!.hours.nextChange(at)
    if (end === undefined) return next
    return next === undefined ? end : Math.min(next, end)
  }
  function nextOpening(at: Moment): Moment | undefined {
    const change = nextChange(at)
    return change === undefined || isOpen(change) ? change : nextOpening(change)
  }
  return { isOpen, nextChange, nextOpening }
}
