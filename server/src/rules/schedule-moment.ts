import type { ScheduleRules } from '@otklik/protocol/settings'

import type { Moment } from './conversation.ts'
import { compileSchedule } from './schedule.ts'
import { momentOfWall, openTimeZone } from './time-zone.ts'
import { DAY_MS, toDay, toSpan } from './working-days.ts'

/** What a schedule says of one moment. */
export interface MomentOfSchedule {
  at: Moment
  isOpen: boolean
  nextChange: Moment | undefined
  nextOpening: Moment | undefined
  /** The place in the list of the exception that rules then; undefined where the week does. */
  exception: number | undefined
}

/** For schedules without problems (`checkSchedule`). */
export function describeMoment(rules: ScheduleRules, at: Moment): MomentOfSchedule {
  const { isOpen, nextChange, nextOpening } = compileSchedule(rules)
  const wall = at + openTimeZone(rules.timeZone)(at)
  return {
    at,
    isOpen: isOpen(at),
    nextChange: nextChange(at),
    nextOpening: nextOpening(at),
    exception: findException(rules, wall),
  }
}

/** When the wall clock of the zone shows this; `date` is `YYYY-MM-DD`, `time` is `HH:MM`. */
export function momentOf(timeZone: string, date: string, time: string): Moment {
  return momentOfWall(openTimeZone(timeZone), Date.parse(`${date}T${time}:00Z`))
}

/** A night that began on an exception's last day still belongs to the exception. */
function findException({ exceptions }: ScheduleRules, wall: number): number | undefined {
  const day = Math.floor(wall / DAY_MS)
  const time = wall - day * DAY_MS
  const on = (each: number) =>
    exceptions.findIndex(({ from, to }) => toDay(from) <= each && each <= toDay(to))
  const before = exceptions[on(day - 1)]
  const isItsNight = before?.intervals.some((interval) => toSpan(interval).to > time + DAY_MS)
  const found = isItsNight ? on(day - 1) : on(day)
  return found < 0 ? undefined : found
}
