import { failureReason } from '@otklik/protocol'
import {
  type MetricDefinition,
  type ReportMetric,
  type ReportUnit,
  reportCloseReason,
} from '@otklik/protocol/reports'

/** What is counted, by the number it is stored under. A number once used is never another's. */
export const measures = {
  opened: 1,
  outOfHours: 2,
  incoming: 3,
  outgoing: 4,
  closed: 5,
  missed: 6,
  firstResponse: 7,
  responseFirst: 8,
  responseLast: 9,
  wait: 10,
  accept: 11,
  handle: 12,
  resolution: 13,
  transfers: 14,
  botHeld: 15,
  botContained: 16,
  backup: 17,
  undelivered: 18,
  windowExpired: 19,
  ratingAsked: 20,
  rated: 21,
  funnel: 22,
  slaFirst: 23,
  slaNext: 24,
  slaResolution: 25,
} as const
export type Measure = (typeof measures)[keyof typeof measures]

/** A kind within a measure: why it was closed, which mark was given. Of `opened`: new, returning. */
export const closeKinds = reportCloseReason.options
export const failureKinds = failureReason.options
/** A mark that a reviewer has taken back is one that was given, and is none of 1 to 5. */
export const TAKEN_BACK = 0
export const NEW = 1
export const RETURNING = 2
/** Of promises (SLA). */
export const KEPT = 1
export const BROKEN = 2
export const stages = ['opened', 'queued', 'given', 'answered', 'closed'] as const

/** Where a metric is found: its measure, and which buckets of it where not all. */
export interface Source {
  measure: Measure
  buckets?: readonly number[]
}

type How =
  | { unit: 'count'; of: Source }
  | { unit: 'seconds'; of: Source }
  | { unit: 'score'; of: Source }
  | { unit: 'share'; of: Source; by: Source }

const marks = [1, 2, 3, 4, 5]
const m = measures
const count = (measure: Measure, ...buckets: number[]): How => ({
  unit: 'count',
  of: buckets.length > 0 ? { measure, buckets } : { measure },
})
const seconds = (measure: Measure): How => ({ unit: 'seconds', of: { measure } })
/** The share of promises that were kept, and the number of those that were not. */
const promise = <Name extends string>(name: Name, measure: Measure) =>
  ({
    [name]: { unit: 'share', of: { measure, buckets: [KEPT] }, by: { measure } },
    [`${name}.broken`]: count(measure, BROKEN),
  }) as Record<Name | `${Name}.broken`, How>
const kindsOf = <Name extends string, Kind extends string>(
  name: Name,
  kinds: readonly Kind[],
  measure: Measure,
) =>
  Object.fromEntries(
    kinds.map((kind, index) => [`${name}.${kind}`, count(measure, index + 1)]),
  ) as Record<`${Name}.${Kind}`, How>

const hows: Record<ReportMetric, How> = {
  opened: count(m.opened),
  new: count(m.opened, NEW),
  returning: count(m.opened, RETURNING),
  'out-of-hours': count(m.outOfHours),
  incoming: count(m.incoming),
  outgoing: count(m.outgoing),
  closed: count(m.closed),
  ...kindsOf('closed', closeKinds, m.closed),
  missed: count(m.missed),
  'missed-rate': { unit: 'share', of: { measure: m.missed }, by: { measure: m.closed } },
  'first-response': seconds(m.firstResponse),
  'response-first': seconds(m.responseFirst),
  'response-last': seconds(m.responseLast),
  wait: seconds(m.wait),
  accept: seconds(m.accept),
  handle: seconds(m.handle),
  resolution: seconds(m.resolution),
  transfers: count(m.transfers),
  'bot-held': count(m.botHeld),
  'bot-contained': count(m.botContained),
  containment: { unit: 'share', of: { measure: m.botContained }, by: { measure: m.botHeld } },
  backup: count(m.backup),
  undelivered: count(m.undelivered),
  ...kindsOf('undelivered', failureKinds, m.undelivered),
  'window-expired': count(m.windowExpired),
  'rating-asked': count(m.ratingAsked),
  rated: count(m.rated),
  ...kindsOf('rated', ['1', '2', '3', '4', '5'], m.rated),
  rating: { unit: 'score', of: { measure: m.rated, buckets: marks } },
  'rating-rate': { unit: 'share', of: { measure: m.rated }, by: { measure: m.ratingAsked } },
  ...kindsOf('funnel', stages, m.funnel),
  ...promise('sla-first', m.slaFirst),
  ...promise('sla-next', m.slaNext),
  ...promise('sla-resolution', m.slaResolution),
}

export const howOf = (metric: ReportMetric): How => hows[metric]

const betterLower: readonly ReportMetric[] = [
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
  'backup',
  'undelivered',
  'window-expired',
  'closed.spam',
  'sla-first.broken',
  'sla-next.broken',
  'sla-resolution.broken',
]
const inSchedule: readonly ReportMetric[] = [
  'first-response',
  'response-first',
  'response-last',
  'wait',
  'accept',
  'resolution',
]

/** What a metric is, for whoever shows it. */
export function definitionOf(key: ReportMetric): MetricDefinition {
  const unit: ReportUnit = hows[key].unit
  const isLower = betterLower.includes(key) || key.startsWith('undelivered.')
  return {
    key,
    unit,
    ...(isLower && { isBetterLower: true }),
    ...(inSchedule.includes(key) && { isInSchedule: true }),
  }
}

/** 255 of them are a thousand years. */
const STEP = Math.log(1.1)

/** Durations of about one length, within five per cent, share a bucket; 0 is no time at all. */
export const bucketOf = (seconds: number): number =>
  seconds < 1 ? 0 : Math.min(255, Math.floor(Math.log(seconds) / STEP + 1e-9) + 1)

/** The length that stands for its bucket: in the middle of it. */
export const lengthOf = (bucket: number): number =>
  bucket === 0 ? 0 : Math.round(Math.exp((bucket - 0.5) * STEP))
