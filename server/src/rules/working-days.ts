import type { ScheduleRules, WorkingInterval } from '@otklik/protocol/settings'

export const DAY_MS = 86_400_000

/** A time of the wall clock, in milliseconds: `from` belongs to it, `to` does not. */
export interface Span {
  from: number
  to: number
}

/** What the schedule says of days, which are counted from 1970 and know no time zone. */
export interface WorkingDays {
  /** From the midnight a day begins with; one that runs past the next belongs to this day still. */
  spansOf(day: number): Span[]
  /** The last day that one rule holds for: an exception, or the week until the next exception. */
  ruleEnd(day: number): number
}

interface Exception {
  first: number
  last: number
  spans: Span[]
}

export function readWorkingDays({ week, exceptions }: ScheduleRules): WorkingDays {
  const weekly = week.map((intervals) => intervals.map(toSpan))
  const dated: Exception[] = exceptions
    .map(({ from, to, intervals }) => ({
      first: toDay(from),
      last: toDay(to),
      spans: intervals.map(toSpan),
    }))
    .sort((one, other) => one.first - other.first)
  const ruling = (day: number) => dated.find(({ first, last }) => first <= day && day <= last)
  return {
    spansOf: (day) => ruling(day)?.spans ?? weekly[weekday(day)]!,
    ruleEnd(day) {
      const next = dated.find(({ first }) => first > day)
      return ruling(day)?.last ?? (next ? next.first - 1 : Infinity)
    },
  }
}

/** One that does not end after it starts ends on the next day. */
export function toSpan({ from, to }: WorkingInterval): Span {
  const [start, end] = [toMs(from), toMs(to)]
  return { from: start, to: end <= start ? end + DAY_MS : end }
}

export const toDay = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS

/** Monday is 0; the first day of 1970 was a Thursday. */
const weekday = (day: number): number => (((day + 3) % 7) + 7) % 7

function toMs(time: string): number {
  const [hours, minutes] = time.split(':').map(Number)
  return (hours! * 60 + minutes!) * 60_000
}
