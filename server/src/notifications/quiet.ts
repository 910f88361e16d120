import type { OperatorStatus, Preferences } from '@otklik/protocol'

const MINUTES_A_DAY = 24 * 60

/**
 * Whether somebody wants to hear nothing: «Не беспокоить», «Не в сети», and the hours they have
 * chosen, by the clock on their own wall.
 *
 * Whoever is called by name hears of it unless it is their night.
 *
 * @param status what they have chosen; a closed browser is no wish for silence
 */
export function isQuiet(
  { status, quietHours }: { status: OperatorStatus; quietHours: Preferences['quietHours'] },
  { now, isCalled = false }: { now: Date; isCalled?: boolean },
): boolean {
  if (!isCalled && (status === 'do-not-disturb' || status === 'offline')) return true
  if (!quietHours) return false
  const [from, until] = [minuteOf(quietHours.from), minuteOf(quietHours.until)]
  const since = (minuteAt(now, quietHours.timeZone) - from + MINUTES_A_DAY) % MINUTES_A_DAY
  // They may cross midnight; from eight to eight is never.
  return since < (until - from + MINUTES_A_DAY) % MINUTES_A_DAY
}

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

function minuteAt(now: Date, timeZone: string): number {
  const wall = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  return minuteOf(wall.format(now))
}
