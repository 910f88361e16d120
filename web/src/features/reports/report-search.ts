import { type HeatReport, heatMetric } from '@otklik/protocol/reports'

import type { Asked } from './api/reports.ts'

export const periods = ['today', 'yesterday', '7', '14', '30', '90', 'month', 'last-month'] as const
export type PeriodName = (typeof periods)[number]
const comparisons = ['before', 'year', 'none'] as const
export type ComparisonName = (typeof comparisons)[number]

/** Where a filter stands in the address, and what the API calls it. */
export const filterNames = {
  channel: 'channelIds',
  team: 'teamIds',
  operator: 'operatorIds',
  bot: 'botIds',
  topic: 'topics',
  tag: 'tags',
  source: 'sources',
} as const
export type FilterName = keyof typeof filterNames
const filters = Object.keys(filterNames) as FilterName[]

/** What the address of a report says; a link shows the same to whoever opens it. */
export interface ReportSearch extends Partial<Record<FilterName, string>> {
  period?: PeriodName
  /** Days of one's own choice, both included. */
  from?: string
  to?: string
  compare?: ComparisonName
  /** What the chart shows. */
  metric?: string
  /** A metric whose conversations are open. */
  behind?: string
  /** Of which row of the report, or cell of the heat map. */
  of?: string
  /** Of which day or month of the chart alone: `2026-11-23`, `2026-11`. */
  at?: string
}

export function reportSearch(given: Record<string, unknown>): ReportSearch {
  const text = (name: string) => (typeof given[name] === 'string' ? given[name] : undefined)
  const day = (name: string) => {
    const value = text(name)
    return value && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined
  }
  const [from, to] = [day('from'), day('to')]
  const period = periods.find((each) => each === String(given.period))
  const compare = comparisons.find((each) => each === given.compare)
  const [metric, behind, of, at] = [text('metric'), text('behind'), text('of'), text('at')]
  return {
    ...(from && to ? { from, to } : period && { period }),
    ...(compare && { compare }),
    ...Object.fromEntries(filters.flatMap((name) => (text(name) ? [[name, text(name)]] : []))),
    ...(metric && { metric }),
    ...(behind && { behind }),
    ...(behind && of !== undefined && { of }),
    ...(behind && at && /^\d{4}-\d{2}(-\d{2})?$/.test(at) && { at }),
  }
}

export const dayOf = (date: Date): string =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-')

/** The first and the last day of what is chosen; a week where nothing is. */
export function daysOf(search: ReportSearch, today: Date): { from: string; to: string } {
  const { from, to, period = '7' } = search
  if (from && to) return { from, to }
  const [year, month, date] = [today.getFullYear(), today.getMonth(), today.getDate()]
  const ago = (days: number) => dayOf(new Date(year, month, date - days))
  switch (period) {
    case 'today':
      return { from: ago(0), to: ago(0) }
    case 'yesterday':
      return { from: ago(1), to: ago(1) }
    case 'month':
      return { from: dayOf(new Date(year, month, 1)), to: ago(0) }
    case 'last-month':
      return { from: dayOf(new Date(year, month - 1, 1)), to: dayOf(new Date(year, month, 0)) }
    default:
      return { from: ago(Number(period) - 1), to: ago(0) }
  }
}

/** A day or a month, as far as the period has it. */
export function daysAt(at: string, { from, to }: { from: string; to: string }) {
  const [first, last] = at.length === 7 ? [`${at}-01`, lastOf(at)] : [at, at]
  return { from: first < from ? from : first, to: last > to ? to : last }
}

const lastOf = (month: string): string => {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return dayOf(new Date(year, number, 0))
}

/** What the API is asked for: the days, the comparison and the filter. */
export function askedOf(search: ReportSearch, today: Date): Asked & { from: string; to: string } {
  const { compare = 'before' } = search
  return {
    ...daysOf(search, today),
    ...(compare !== 'none' && { compare }),
    ...Object.fromEntries(
      filters.flatMap((name) =>
        search[name] === undefined ? [] : [[filterNames[name], [search[name]]]],
      ),
    ),
  }
}

/** Without the comparison, which lists and the heat map do not have. */
export function uncompared({ compare: _, ...asked }: Asked): Asked {
  return asked
}

/** What attribution is narrowed by. */
export function ofVisits<Given extends Asked>({ from, to, compare, channelIds, sources }: Given) {
  return { from, to, compare, channelIds, sources } as Pick<
    Given,
    'from' | 'to' | 'compare' | 'channelIds' | 'sources'
  >
}

/** What the heat map counts. */
export const heatMetricOf = ({ metric }: ReportSearch): HeatReport['metric'] =>
  heatMetric.safeParse(metric).data ?? 'opened'
