import {
  type Report,
  type ReportFilter,
  type ReportMetric,
  type ReportName,
  reportCloseReason,
} from '@otklik/protocol/reports'
import type { Language } from '@otklik/words'

import type { Queryable } from '../database/index.ts'
import type { Asker, Look, Sum } from './asked.ts'
import type { Family } from './cells.ts'
import { figuresOf, measuresOf } from './figures.ts'
import { definitionOf, failureKinds } from './measures.ts'
import { nameRows } from './name-rows.ts'
import {
  type Comparison,
  comparedWith,
  type Period,
  pointsOf,
  type Step,
  stepOf,
} from './periods.ts'
import { stateOf } from './report-state.ts'
import { sumUp } from './sum-up.ts'

export interface Asked {
  asker: Asker
  filter: ReportFilter
  period: Period
  compare?: Comparison | undefined
  /** Of names that are ours; Russian where nobody asks for another. */
  language?: Language | undefined
}

const closed = reportCloseReason.options.map((reason): ReportMetric => `closed.${reason}`)
const undelivered = failureKinds.map((reason): ReportMetric => `undelivered.${reason}`)
const marks: ReportMetric[] = ['rated.5', 'rated.4', 'rated.3', 'rated.2', 'rated.1']
const talks: ReportMetric[] = [
  'opened',
  'closed',
  'missed',
  'missed-rate',
  'first-response',
  'response-first',
  'response-last',
  'resolution',
  'rating',
  'rated',
]

/** What each report shows, in the order of its columns. */
const metricsOf: Record<ReportName, ReportMetric[]> = {
  overview: [
    'opened',
    'new',
    'returning',
    'out-of-hours',
    'incoming',
    'outgoing',
    'closed',
    ...closed,
    'missed',
    'missed-rate',
    'first-response',
    'response-first',
    'response-last',
    'wait',
    'accept',
    'handle',
    'resolution',
    'transfers',
    'bot-held',
    'bot-contained',
    'containment',
    'backup',
    'rating',
    'rated',
    'rating-rate',
    'undelivered',
    ...undelivered,
    'window-expired',
  ],
  channels: [
    ...talks,
    'new',
    'returning',
    'out-of-hours',
    'containment',
    'undelivered',
    'window-expired',
  ],
  teams: [...talks, 'wait', 'accept', 'handle', 'transfers', 'backup'],
  operators: [
    'outgoing',
    'closed',
    'missed',
    'first-response',
    'response-first',
    'response-last',
    'accept',
    'handle',
    'resolution',
    'transfers',
    'rating',
    'rated',
    'undelivered',
  ],
  bots: [
    'opened',
    'bot-held',
    'bot-contained',
    'containment',
    'backup',
    'closed',
    'missed',
    'first-response',
    'resolution',
    'rating',
    'rated',
  ],
  topics: [...talks, 'handle', 'transfers'],
  tags: [...talks, 'handle', 'transfers'],
  sources: [...talks, 'new', 'returning'],
  ratings: ['rating', 'rated', ...marks, 'rating-asked', 'rating-rate'],
  sla: [
    'sla-first',
    'sla-first.broken',
    'sla-next',
    'sla-next.broken',
    'sla-resolution',
    'sla-resolution.broken',
  ],
}

const rowsBy: Record<ReportName, Family> = {
  overview: 'all',
  channels: 'channel',
  teams: 'team',
  operators: 'operator',
  bots: 'bot',
  topics: 'topic',
  tags: 'tag',
  sources: 'source',
  ratings: 'operator',
  sla: 'team',
}

/** More rows than this nobody reads; those with the most cases come first. */
const MOST_ROWS = 1000

/** A report as it is shown, taken out as a table, and sent. */
export async function buildReport(
  database: Queryable,
  name: ReportName,
  asked: Asked,
): Promise<Report> {
  const { period } = asked
  const compared = asked.compare && comparedWith(period, asked.compare)
  const step = stepOf(period)
  const metrics = metricsOf[name]
  const [state, now, before] = await Promise.all([
    stateOf(database, asked.asker.accountId),
    gather(database, { name, asked, period, step }),
    compared && gather(database, { name, asked, period: compared, step }),
  ])
  const points = pointsOf(period, step)
  const pointsBefore = compared && pointsOf(compared, step)
  const rows = await listRows(database, { name, asked, now, before })
  const of = (sums: readonly Sum[] = []) => figuresOf(metrics, sums)
  return {
    name,
    period,
    ...(compared && { compared }),
    ...state,
    metrics: metrics.map(definitionOf),
    totals: of(now.totals),
    ...(before && { comparedTotals: of(before.totals) }),
    step,
    series: points.map((at, index) => ({
      at,
      figures: of(now.points.get(at)),
      ...(before && { compared: of(before.points.get(pointsBefore?.[index] ?? '')) }),
    })),
    rows,
  }
}

interface Gathered {
  totals: Sum[]
  points: Map<string, Sum[]>
  rows: Map<string, Sum[]>
}

async function gather(
  database: Queryable,
  { name, asked, period, step }: { name: ReportName; asked: Asked; period: Period; step: Step },
): Promise<Gathered> {
  const { asker, filter } = asked
  const measures = measuresOf(metricsOf[name])
  const look: Look = { asker, filter, period, measures, by: 'all' }
  const by = rowsBy[name]
  const [series, rows] = await Promise.all([
    sumUp(database, { ...look, step }),
    by === 'all' ? [] : sumUp(database, { ...look, by }),
  ])
  return {
    // A point of time is a part of the whole: nothing has to be asked again.
    totals: series,
    points: Map.groupBy(series, ({ at }) => at),
    rows: Map.groupBy(rows, ({ key }) => key),
  }
}

async function listRows(
  database: Queryable,
  given: { name: ReportName; asked: Asked; now: Gathered; before: Gathered | undefined },
): Promise<Report['rows']> {
  const { name, asked, now, before } = given
  const by = rowsBy[name]
  // What was there before and is there no more is a change as well.
  const gone = [...(before?.rows ?? [])].filter(([key]) => !now.rows.has(key))
  const keys = [...heaviest(now.rows), ...heaviest(gone)].slice(0, MOST_ROWS)
  const { asker, language = 'ru' } = asked
  const names = await nameRows(database, asker.accountId, { by, keys, language })
  const metrics = metricsOf[name]
  return keys.map((id) => ({
    id,
    name: names.get(id) ?? '',
    figures: figuresOf(metrics, now.rows.get(id) ?? []),
    ...(before && { compared: figuresOf(metrics, before.rows.get(id) ?? []) }),
  }))
}

/** Their keys, those with the most cases first. */
function heaviest(rows: Iterable<[string, Sum[]]>): string[] {
  const weights = [...rows].map(([key, sums]): [string, number] => [
    key,
    sums.reduce((all, { count }) => all + count, 0),
  ])
  return weights
    .sort(([one, some], [other, others]) => others - some || (one < other ? -1 : 1))
    .map(([key]) => key)
}
