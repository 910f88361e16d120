import type { FieldCode } from '@otklik/protocol'
import type { ScheduleRules, WorkingInterval } from '@otklik/protocol/settings'

import { isTimeZone } from './time-zone.ts'
import { DAY_MS, readWorkingDays, type Span, toDay, toSpan } from './working-days.ts'

/** By the path of the field, as `week.0.1`. */
export type ScheduleProblems = Record<string, FieldCode>

/** An interval where it stands in the form, and when it is on the days that are looked at. */
interface Placed extends Span {
  path: string
}

/** What the schemas cannot see: how a schedule's parts go together. Empty where all is well. */
export function checkSchedule(rules: ScheduleRules): ScheduleProblems {
  const problems: ScheduleProblems = {}
  if (!isTimeZone(rules.timeZone)) problems.timeZone = 'unknown-time-zone'
  for (const [path, interval] of listIntervals(rules)) checkInterval(problems, path, interval)
  checkDates(problems, rules.exceptions)
  // Intervals and dates that make no sense themselves overlap nothing in any sense.
  if (Object.keys(problems).some((path) => path !== 'timeZone')) return problems
  checkWeek(problems, rules)
  checkExceptions(problems, rules)
  return problems
}

function listIntervals({ week, exceptions }: ScheduleRules): [string, WorkingInterval][] {
  const lists: [string, WorkingInterval[]][] = [
    ...week.map((list, day): [string, WorkingInterval[]] => [`week.${day}`, list]),
    ...exceptions.map(({ intervals }, index): [string, WorkingInterval[]] => [
      `exceptions.${index}.intervals`,
      intervals,
    ]),
  ]
  return lists.flatMap(([path, list]) =>
    list.map((interval, index): [string, WorkingInterval] => [`${path}.${index}`, interval]),
  )
}

function checkInterval(problems: ScheduleProblems, path: string, { from, to }: WorkingInterval) {
  if (from === to) problems[path] = 'empty-interval'
  else if (from === '24:00') problems[`${path}.from`] = 'invalid'
}

function checkDates(problems: ScheduleProblems, exceptions: ScheduleRules['exceptions']): void {
  const byDate = exceptions
    .map(({ from, to }, index) => ({ from, to, path: `exceptions.${index}` }))
    .sort((one, other) => (one.from < other.from ? -1 : 1))
  let covered = ''
  for (const { from, to, path } of byDate) {
    if (to < from) problems[`${path}.to`] = 'wrong-dates'
    else if (from <= covered) problems[`${path}.from`] = 'overlapping'
    if (to > covered) covered = to
  }
}

/** Sunday's night runs into Monday: it is looked at before the week once more. */
function checkWeek(problems: ScheduleProblems, { week }: ScheduleRules): void {
  const days = week.map((list, day) => place(list, `week.${day}`, day))
  const sundayBefore = place(week[6]!, 'week.6', -1)
  reportOverlaps(problems, [...sundayBefore, ...days.flat()])
}

/**
 * Only the days where an exception begins and ends have neighbours it was not seen beside; of those
 * between, one is like another. The exception is what is new: it is told, not the week.
 */
function checkExceptions(problems: ScheduleProblems, rules: ScheduleRules): void {
  const { spansOf } = readWorkingDays(rules)
  const around = (day: number, path: string): Placed[] =>
    spansOf(day).map((span) => ({ ...shift(span, day), path }))
  for (const [index, { from, to, intervals }] of rules.exceptions.entries()) {
    const path = `exceptions.${index}.intervals`
    const [first, last] = [toDay(from), toDay(to)]
    const own = [first, Math.min(first + 1, last), last]
    const days = [...new Set(own)].flatMap((day) => place(intervals, path, day))
    reportOverlaps(problems, days)
    const before = around(first - 1, '')
    const after = around(last + 1, '')
    for (const placed of days) {
      if ([...before, ...after].some((other) => overlap(placed, other))) {
        problems[placed.path] ??= 'overlapping'
      }
    }
  }
}

const shift = ({ from, to }: Span, day: number): Span => ({
  from: from + day * DAY_MS,
  to: to + day * DAY_MS,
})

const place = (list: WorkingInterval[], path: string, day: number): Placed[] =>
  list.map((interval, index) => ({ ...shift(toSpan(interval), day), path: `${path}.${index}` }))

const overlap = (one: Span, other: Span): boolean => one.from < other.to && other.from < one.to

/** Of two, the one that begins later is told: its beginning is what is wrong. */
function reportOverlaps(problems: ScheduleProblems, intervals: Placed[]): void {
  let busyUntil = -Infinity
  for (const { from, to, path } of intervals.toSorted((one, other) => one.from - other.from)) {
    if (from < busyUntil) problems[path] ??= 'overlapping'
    busyUntil = Math.max(busyUntil, to)
  }
}
