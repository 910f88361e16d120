import { atWallClock } from '../rules/index.ts'
import { weekdayOf } from './cells.ts'
import { addDays, type Period } from './periods.ts'
import { timeOf } from './read-hours.ts'

export interface Times {
  every: 'day' | 'week' | 'month'
  weekday?: number | undefined
  monthDay?: number | undefined
  hour: number
}

interface Around {
  timeZone: string
  now: Date
}

/** The next moment after now at which a letter is due, by the company's clock. */
export function nextSending(times: Times, { timeZone, now }: Around): Date {
  const { day: today } = timeOf(timeZone).of(now.getTime())
  const time = `${String(times.hour).padStart(2, '0')}:00`
  for (let ahead = 0; ahead <= 62; ahead++) {
    const date = addDays(today, ahead)
    if (!isDayOf(times, date)) continue
    const at = new Date(atWallClock(timeZone, { date, time }))
    if (at > now) return at
  }
  throw new Error('a letter that is never due')
}

function isDayOf({ every, weekday, monthDay = 1 }: Times, date: string): boolean {
  if (every === 'day') return true
  if (every === 'week') return weekdayOf(date) === weekday
  return Number(date.slice(8)) === Math.min(monthDay, lengthOfMonth(date))
}

const lengthOfMonth = (date: string): number =>
  new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)), 0)).getUTCDate()

/** The whole day, week or month before the one in which a letter is due. */
export function periodBefore({ every }: Times, { timeZone, now }: Around): Period {
  const { day } = timeOf(timeZone).of(now.getTime())
  if (every === 'day') return { from: addDays(day, -1), to: addDays(day, -1) }
  if (every === 'week') {
    const monday = addDays(day, 1 - weekdayOf(day))
    return { from: addDays(monday, -7), to: addDays(monday, -1) }
  }
  const to = addDays(`${day.slice(0, 7)}-01`, -1)
  return { from: `${to.slice(0, 7)}-01`, to }
}
