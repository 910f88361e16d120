import type { Preferences } from '@otklik/protocol'

const MINUTES_A_DAY = 24 * 60

/** Whether it is one of the hours in which somebody wants to hear nothing; they may cross midnight. */
export function isQuietHour(hours: Preferences['quietHours'], now: Date): boolean {
  if (!hours) return false
  const [from, until] = [minuteOf(hours.from), minuteOf(hours.until)]
  const wall = new Intl.DateTimeFormat('en-GB', {
    timeZone: hours.timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const since = (minuteOf(wall.format(now)) - from + MINUTES_A_DAY) % MINUTES_A_DAY
  return since < (until - from + MINUTES_A_DAY) % MINUTES_A_DAY
}

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}
