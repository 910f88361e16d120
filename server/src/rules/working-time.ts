import type { Moment } from './moment.ts'
import type { OpeningHours } from './settings.ts'

/** Eleven years of days with a lunch break: what is not over by then never is. */
const MOST_CHANGES = 16_384

/**
 * When so much working time has passed.
 *
 * @returns undefined where the office does not open for long enough any more
 */
export function afterWorkingTime(
  hours: OpeningHours,
  from: Moment,
  ms: number,
): Moment | undefined {
  let at = from
  let left = ms
  for (let k = 0; k < MOST_CHANGES; k++) {
    const change = hours.nextChange(at)
    if (hours.isOpen(at)) {
      if (change === undefined || change - at >= left) return at + left
      left -= change - at
    }
    if (change === undefined) return undefined
    at = change
  }
  return undefined
}

/** How much of the time between two moments the office was open. */
export function workingTimeBetween(hours: OpeningHours, from: Moment, to: Moment): number {
  let at = from
  let total = 0
  for (let k = 0; k < MOST_CHANGES && at < to; k++) {
    const next = Math.min(hours.nextChange(at) ?? to, to)
    if (hours.isOpen(at)) total += next - at
    at = next
  }
  return total
}
