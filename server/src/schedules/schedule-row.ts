import type { Schedule, ScheduleRules } from '@otklik/protocol/settings'

import { compileSchedule } from '../rules/index.ts'

/** `select` these columns, and nothing else is needed to answer or to decide. */
export const columns = 'account_id, version, time_zone, week, exceptions'

export interface ScheduleRow {
  account_id: string
  version: number
  time_zone: string
  week: ScheduleRules['week']
  exceptions: ScheduleRules['exceptions']
}

/** The schedule as it is read and edited, with what it says of now. */
export function toSchedule(row: ScheduleRow, now: Date): Schedule {
  const rules = toRules(row)
  const { isOpen, nextChange } = compileSchedule(rules)
  const change = nextChange(now.getTime())
  return {
    ...rules,
    version: row.version,
    isOpen: isOpen(now.getTime()),
    ...(change !== undefined && { nextChangeAt: new Date(change).toISOString() }),
  }
}

/** When the account's alarm has to ring next; null where it never opens, or never closes. */
export function alarmAfter(rules: ScheduleRules, now: Date): Date | null {
  const opening = compileSchedule(rules).nextOpening(now.getTime())
  return opening === undefined ? null : new Date(opening)
}

export const toRules = ({ time_zone, week, exceptions }: ScheduleRow): ScheduleRules => ({
  timeZone: time_zone,
  week,
  exceptions,
})
