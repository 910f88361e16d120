import type { Moment } from './conversation.ts'
import { openTimeZone } from './time-zone.ts'
import { DAY_MS } from './working-days.ts'

/** When the wall clock of a zone shows this; an hour that is left out counts from its beginning. */
export function atWallClock(timeZone: string, { date, time }: { date: string; time: string }) {
  const offsetAt = openTimeZone(timeZone)
  const wall = Date.parse(`${date}T${time}:00Z`)
  const guess = wall - offsetAt(wall)
  return wall - offsetAt(guess)
}

/**
 * The next time it is this weekday (1 is Monday) and this hour in a zone: today, if it is yet to
 * come.
 */
export function nextWeekday(
  timeZone: string,
  now: Moment,
  { day, time }: { day: number; time: string },
): Moment {
  const today = Math.floor((now + openTimeZone(timeZone)(now)) / DAY_MS)
  for (let ahead = 0; ; ahead++) {
    const date = new Date((today + ahead) * DAY_MS)
    if (((date.getUTCDay() + 6) % 7) + 1 !== day) continue
    const at = atWallClock(timeZone, { date: date.toISOString().slice(0, 10), time })
    if (at >= now) return at
  }
}
