import { dateAfter, instantOf, wallOf } from '../schedule/wall-clock.ts'

export type PresetName = 'inAnHour' | 'inThreeHours' | 'tonight' | 'tomorrow' | 'monday'

export interface Preset {
  name: PresetName
  at: Date
}

const minuteMs = 60_000
const evening = 18 * 60
const morning = 10 * 60

/**
 * When a conversation usually comes back; what makes no sense at this hour is left out. Mornings and
 * evenings are those of the zone.
 */
export function presetsAt(now: Date, timeZone = ownZone()): Preset[] {
  const today = wallOf(now.getTime(), timeZone)
  const onDay = (days: number, minutes: number) =>
    new Date(instantOf({ date: dateAfter(today.date, days), minutes }, timeZone))
  const presets: Preset[] = [
    { name: 'inAnHour', at: onMinute(now.getTime() + 60 * minuteMs) },
    { name: 'inThreeHours', at: onMinute(now.getTime() + 180 * minuteMs) },
  ]
  if (today.minutes < evening - 180) presets.push({ name: 'tonight', at: onDay(0, evening) })
  presets.push({ name: 'tomorrow', at: onDay(1, morning) })
  const toMonday = 7 - today.weekday
  if (toMonday > 1) presets.push({ name: 'monday', at: onDay(toMonday, morning) })
  return presets
}

/** Of the reader's own clock. */
export function ownZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** What `<input type="datetime-local">` reads and writes: the reader's own clock, without a zone. */
export function toField(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`
}

function onMinute(ms: number): Date {
  return new Date(Math.round(ms / minuteMs) * minuteMs)
}
