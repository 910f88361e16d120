import { mostReportDays } from '@otklik/protocol/reports'

import { InvalidFieldsError } from '../http/index.ts'
import { monthOf } from './cells.ts'

/** Days, both included. */
export interface Period {
  from: string
  to: string
}

export type Comparison = 'before' | 'year'
export type Step = 'day' | 'month'

const DAY_MS = 86_400_000
/** A longer period is drawn by months. */
const MOST_DAYS_BY_DAY = 92

/** Nobody has figures of the distant past or future, and not every calendar goes there. */
const years = { first: 1970, last: 9998 }

/** Refuses what ends before it begins, and what is longer than anybody looks at. */
export function checkPeriod({ from, to }: Period): Period {
  const isKnown = (day: string) =>
    Number(day.slice(0, 4)) >= years.first && Number(day.slice(0, 4)) <= years.last
  if (!isKnown(from)) throw new InvalidFieldsError({ from: { code: 'wrong-dates' } })
  if (!isKnown(to)) throw new InvalidFieldsError({ to: { code: 'wrong-dates' } })
  const days = daysIn({ from, to })
  if (days < 1) throw new InvalidFieldsError({ to: { code: 'wrong-dates' } })
  if (days > mostReportDays) {
    throw new InvalidFieldsError({
      to: { code: 'period-too-long', facts: { most: mostReportDays } },
    })
  }
  return { from, to }
}

export const daysIn = ({ from, to }: Period): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)

/** What a period is compared with. 29 February is compared with the 28th. */
export function comparedWith(period: Period, how: Comparison): Period {
  if (how === 'before') {
    return { from: addDays(period.from, -daysIn(period)), to: addDays(period.from, -1) }
  }
  return { from: aYearEarlier(period.from), to: aYearEarlier(period.to) }
}

function aYearEarlier(day: string): string {
  const year = Number(day.slice(0, 4)) - 1
  const rest = day.slice(4)
  return `${year}${rest === '-02-29' ? '-02-28' : rest}`
}

export const stepOf = (period: Period): Step =>
  daysIn(period) > MOST_DAYS_BY_DAY ? 'month' : 'day'

/** The first days of everything that is drawn, in order. */
export function pointsOf(period: Period, step: Step): string[] {
  const points: string[] = []
  if (step === 'day') {
    for (let day = period.from; day <= period.to; day = addDays(day, 1)) points.push(day)
    return points
  }
  for (let month = monthOf(period.from); month <= period.to; month = monthAfter(month)) {
    points.push(month)
  }
  return points
}

export function monthAfter(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 10)
}

/** Which sums make a period up: whole months where there are some, days at its ends. */
export interface Span extends Period {
  isMonth: boolean
}

export function spansOf({ from, to }: Period): Span[] {
  const firstMonth = from === monthOf(from) ? from : monthAfter(monthOf(from))
  const behind = addDays(to, 1)
  const endMonth = monthOf(behind)
  if (firstMonth >= endMonth) return [{ from, to, isMonth: false }]
  const spans: Span[] = [{ from: firstMonth, to: addDays(endMonth, -1), isMonth: true }]
  if (from < firstMonth) spans.unshift({ from, to: addDays(firstMonth, -1), isMonth: false })
  if (endMonth <= to) spans.push({ from: endMonth, to, isMonth: false })
  return spans
}
