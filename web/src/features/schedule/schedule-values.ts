import type {
  Schedule,
  ScheduleException,
  ScheduleRules,
  WorkingInterval,
} from '@otklik/protocol/settings'
import type { Words } from '@otklik/words'

import type { Week } from './week.ts'

const days = [0, 1, 2, 3, 4, 5, 6] as const
type DayName = `week.${(typeof days)[number]}`

/** Each day is a field of its own, named as the API's paths begin: «не сохранено: суббота». */
export type ScheduleValues = Record<DayName, WorkingInterval[]> & {
  timeZone: string
  exceptions: ScheduleException[]
}

export function dayName(day: number): DayName {
  return `week.${days[day] ?? 0}`
}

export function valuesOf({ timeZone, week, exceptions }: Schedule): ScheduleValues {
  return { timeZone, exceptions, ...daysOf(week) }
}

export function daysOf(week: Week): Record<DayName, WorkingInterval[]> {
  const entries = days.map((day): [DayName, WorkingInterval[]] => [dayName(day), week[day] ?? []])
  return Object.fromEntries(entries) as Record<DayName, WorkingInterval[]>
}

export function rulesOf(values: ScheduleValues): ScheduleRules {
  const { timeZone, exceptions } = values
  return { timeZone, week: days.map((day) => values[dayName(day)]), exceptions }
}

export function namesOf({ names }: Words['web']['schedule']): Record<keyof ScheduleValues, string> {
  const entries = days.map((day) => [dayName(day), names.days[day] ?? ''])
  return {
    ...(Object.fromEntries(entries) as Record<DayName, string>),
    timeZone: names.timeZone,
    exceptions: names.exceptions,
  }
}
