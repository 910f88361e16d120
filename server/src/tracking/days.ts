import { atWallClock, openTimeZone } from '../rules/index.ts'
import type { Days, Period } from './period.ts'

const DAY_MS = 86_400_000

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)

/** The days of a clock, each from its midnight to the next. */
export function openDays(timeZone: string) {
  const offsetAt = openTimeZone(timeZone)
  const midnight = (date: string) => atWallClock(timeZone, { date, time: '00:00' })
  return {
    of(at: number): string {
      const shown = new Date(at + offsetAt(at)).toISOString().slice(0, 10)
      // Where clocks are put back at midnight, the first minutes of a day are shown twice.
      if (at < midnight(shown)) return addDays(shown, -1)
      return at < midnight(addDays(shown, 1)) ? shown : addDays(shown, 1)
    },
    period: ({ from, to }: Days): Period => ({
      from: new Date(midnight(from)),
      until: new Date(midnight(addDays(to, 1))),
    }),
  }
}
