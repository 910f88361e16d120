import { type Moment, openTimeZone } from '../rules/index.ts'

const QUARTER_MS = 900_000
const DAY_MS = 86_400_000
const MOST_KEPT = 50_000

export interface LocalTime {
  /** `2026-11-23` and the hour, as the wall clock of the zone shows them. */
  of(at: Moment): { day: string; hour: number }
}

/** Clocks change at quarters of an hour only, and asking for an offset is slow: answers are kept. */
export function localTime(timeZone: string): LocalTime {
  const offsetAt = openTimeZone(timeZone)
  const offsets = new Map<number, number>()
  return {
    of(at) {
      const quarter = Math.floor(at / QUARTER_MS)
      let offset = offsets.get(quarter)
      if (offset === undefined) {
        if (offsets.size >= MOST_KEPT) offsets.clear()
        offset = offsetAt(quarter * QUARTER_MS)
        offsets.set(quarter, offset)
      }
      const wall = at + offset
      return {
        day: new Date(wall).toISOString().slice(0, 10),
        hour: Math.floor((((wall % DAY_MS) + DAY_MS) % DAY_MS) / 3_600_000),
      }
    },
  }
}
