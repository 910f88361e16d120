import type { Moment } from './conversation.ts'
import { DAY_MS } from './working-days.ts'

/** How far a zone's wall clock is ahead of UTC at a moment, in milliseconds. */
export type OffsetAt = (at: Moment) => number

/** A time without a change of the clocks: `from` belongs to it, `to` does not. */
export interface Stretch {
  from: Moment
  to: Moment
  offsetMs: number
}

/**
 * Only names with a place in them, and UTC: `Intl` also takes `+03:00`, which knows no daylight
 * saving, and `IST`, which means three countries.
 */
export function isTimeZone(name: string): boolean {
  if (name !== 'UTC' && !name.includes('/')) return false
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).format(0) !== ''
  } catch {
    return false // The only way to ask: the list `Intl` gives leaves out every alias.
  }
}

/** `Intl` is node's own copy of the IANA database, renewed with every release of node. */
export function openTimeZone(timeZone: string): OffsetAt {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  return (at) => {
    // Twice as fast as `formatToParts`, and en-US is the only language that is ever asked.
    const [month, day, year, hour, minute, second] = format.format(at).match(/\d+/g)!.map(Number)
    const wall = Date.UTC(year!, month! - 1, day, hour, minute, second)
    return wall - Math.floor(at / 1000) * 1000
  }
}

/**
 * The moment at which a wall clock shows this date and time, given in milliseconds as if it were
 * UTC: the first of two where the clock shows it twice, an hour later where it skips it.
 */
export function momentOfWall(offsetAt: OffsetAt, wall: number): Moment {
  const candidates = [wall - offsetAt(wall - DAY_MS), wall - offsetAt(wall + DAY_MS)]
  const exact = candidates.filter((at) => at + offsetAt(at) === wall)
  return exact.length > 0 ? Math.min(...exact) : candidates[0]!
}

/** Cuts a time, a day at the most, where the clocks change. */
export function cutAtClockChanges(offsetAt: OffsetAt, from: Moment, to: Moment): Stretch[] {
  const offsetMs = offsetAt(from)
  if (offsetMs === offsetAt(to)) return [{ from, to, offsetMs }]
  let before = from
  let change = to
  while (change - before > 1) {
    const middle = Math.floor((before + change) / 2)
    if (offsetAt(middle) === offsetMs) before = middle
    else change = middle
  }
  const rest = change < to ? cutAtClockChanges(offsetAt, change, to) : []
  return [{ from, to: change, offsetMs }, ...rest]
}
