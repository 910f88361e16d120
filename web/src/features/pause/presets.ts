export type PresetName = 'inAnHour' | 'inThreeHours' | 'tonight' | 'tomorrow' | 'monday'

export interface Preset {
  name: PresetName
  at: Date
}

const minuteMs = 60_000
const evening = 18
const morning = 10

/** When a conversation usually comes back; what makes no sense at this hour is left out. */
export function presetsAt(now: Date): Preset[] {
  const presets: Preset[] = [
    { name: 'inAnHour', at: onMinute(now.getTime() + 60 * minuteMs) },
    { name: 'inThreeHours', at: onMinute(now.getTime() + 180 * minuteMs) },
  ]
  if (now.getHours() < evening - 3) presets.push({ name: 'tonight', at: onDay(now, 0, evening) })
  presets.push({ name: 'tomorrow', at: onDay(now, 1, morning) })
  const toMonday = (8 - now.getDay()) % 7 || 7
  if (toMonday > 1) presets.push({ name: 'monday', at: onDay(now, toMonday, morning) })
  return presets
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

function onDay(now: Date, days: number, hour: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour)
}
