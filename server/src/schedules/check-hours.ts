import type { ScheduleCheck, ScheduleCheckRequest, ScheduleMoment } from '@otklik/protocol/settings'

import { describeMoment, type MomentOfSchedule, momentOf } from '../rules/index.ts'
import { refuseWrongHours } from './edit-schedule.ts'

/** What unsaved hours would say; refuses what saving them would refuse, in the same words. */
export function checkHours({ at, ...rules }: ScheduleCheckRequest, now: Date): ScheduleCheck {
  refuseWrongHours(rules)
  return {
    now: toMoment(describeMoment(rules, now.getTime())),
    ...(at && {
      asked: toMoment(describeMoment(rules, momentOf(rules.timeZone, at.date, at.time))),
    }),
  }
}

function toMoment(found: MomentOfSchedule): ScheduleMoment {
  const { at, isOpen, nextChange, nextOpening, exception } = found
  return {
    at: toIso(at),
    isOpen,
    ...(nextChange !== undefined && { nextChangeAt: toIso(nextChange) }),
    ...(nextOpening !== undefined && { nextOpeningAt: toIso(nextOpening) }),
    ...(exception !== undefined && { exception }),
  }
}

const toIso = (at: number): string => new Date(at).toISOString()
