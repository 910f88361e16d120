import { z } from 'zod'

import { failureReason } from './channels.ts'

/** How a conversation ended, as reports count it (CC-03). */
export const reportCloseReason = z.enum([
  'operator',
  'bot',
  'timeout',
  'spam',
  'merged',
  'outbound-template',
  /** Its contact was blocked or erased. */
  'other',
])

const counted = [
  'opened',
  'new',
  'returning',
  'out-of-hours',
  'incoming',
  'outgoing',
  'closed',
  'missed',
  'transfers',
  'bot-held',
  'bot-contained',
  'backup',
  'undelivered',
  'window-expired',
  'rating-asked',
  'rated',
] as const
const timed = [
  'first-response',
  'response-first',
  'response-last',
  'wait',
  'accept',
  'handle',
  'resolution',
] as const
const related = ['missed-rate', 'containment', 'rating-rate', 'rating'] as const
const closedBy = reportCloseReason.options.map((reason) => `closed.${reason}` as const)
const undeliveredBy = failureReason.options.map((reason) => `undelivered.${reason}` as const)
const marks = ['rated.1', 'rated.2', 'rated.3', 'rated.4', 'rated.5'] as const
const stages = [
  'funnel.opened',
  'funnel.queued',
  'funnel.given',
  'funnel.answered',
  'funnel.closed',
] as const
const promises = [
  'sla-first',
  'sla-first.broken',
  'sla-next',
  'sla-next.broken',
  'sla-resolution',
  'sla-resolution.broken',
] as const

/**
 * What is counted. A name with a dot is a part of the one before the dot: `closed.timeout` of
 * `closed`. How each is counted is written in docs/reports.md and shown beside it.
 */
export const reportMetric = z.enum([
  ...counted,
  ...timed,
  ...related,
  ...closedBy,
  ...undeliveredBy,
  ...marks,
  ...stages,
  ...promises,
])
export type ReportMetric = z.output<typeof reportMetric>

export const reportUnit = z.enum([
  'count',
  /** `value` is the median, beside it `average` and `p90`. */
  'seconds',
  /** 0 to 1, of `count` cases. */
  'share',
  /** 1 to 5. */
  'score',
])
export type ReportUnit = z.output<typeof reportUnit>

/** What a metric is; its name and how it is counted are texts of `words`, by its key. */
export const metricDefinition = z.object({
  key: reportMetric,
  unit: reportUnit,
  /** Less of it is better: shown with a comparison. */
  isBetterLower: z.boolean().optional(),
  /** Counted within working hours alone. */
  isInSchedule: z.boolean().optional(),
})
export type MetricDefinition = z.output<typeof metricDefinition>

export const figure = z.object({
  /** Null where nothing was there to be measured. */
  value: z.number().nullable(),
  /** How many cases it is made of: answers, waits, marks. */
  count: z.int(),
  /** Of durations, in seconds. Medians and `p90` are exact to five per cent. */
  average: z.number().optional(),
  p90: z.number().optional(),
})
export type Figure = z.output<typeof figure>

/** By metric; of those that the report has. */
export const figures = z.partialRecord(reportMetric, figure)
export type Figures = z.output<typeof figures>
