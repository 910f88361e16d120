import { z } from 'zod'

import { conversation } from './conversations.ts'
import { id, operatorStatus } from './people.ts'
import { figures, metricDefinition, reportMetric } from './report-metrics.ts'

/** Of a query: one value, or the same parameter several times. */
const several = <Value extends z.ZodType>(value: Value) =>
  z.union([z.array(value).max(50), value]).optional()

/** `2026-11-23`: a day of the company's time zone. */
export const reportDay = z.iso.date()

/** Longer periods are refused. */
export const mostReportDays = 1096

const label = z.string().max(200)
const labels = z.array(label).min(1).max(50).optional()
const ids = z.array(id).min(1).max(50).optional()

/** Each condition narrows, a list means one of it. */
export const reportFilter = z.strictObject({
  channelIds: ids,
  teamIds: ids,
  operatorIds: ids,
  botIds: ids,
  /** An empty one is «без тематики». */
  topics: labels,
  tags: labels,
  /** Where the customer came from: `utm_source`, or the link's own mark. */
  sources: labels,
})
export type ReportFilter = z.output<typeof reportFilter>

/** The filter, each list as one parameter that may come several times; and the days. */
export const reportQuery = z.strictObject({
  channelIds: several(id),
  teamIds: several(id),
  operatorIds: several(id),
  botIds: several(id),
  topics: several(label),
  tags: several(label),
  sources: several(label),
  /** The first and the last day, both included. */
  from: reportDay,
  to: reportDay,
  /** Beside it the same number of days before it, or the same days a year earlier. */
  compare: z.enum(['before', 'year']).optional(),
})
export type ReportQuery = z.input<typeof reportQuery>

/** Reports whose rows are what they are named by; `overview` has no rows, `ratings` has operators, `sla` has teams. */
export const reportName = z.enum([
  'overview',
  'channels',
  'teams',
  'operators',
  'bots',
  'topics',
  'tags',
  'sources',
  'ratings',
  'sla',
])
export type ReportName = z.output<typeof reportName>

export const reportPeriod = z.object({ from: reportDay, to: reportDay })

const reportBeginning = {
  period: reportPeriod,
  compared: reportPeriod.optional(),
  timeZone: z.string(),
  /** What is there from before is still being counted: figures grow. */
  isFilling: z.literal(true).optional(),
}

export const report = z.object({
  name: reportName,
  ...reportBeginning,
  /** In the order of columns. */
  metrics: z.array(metricDefinition),
  totals: figures,
  comparedTotals: figures.optional(),
  /** How long a point lasts. */
  step: z.enum(['day', 'month']),
  /** `at` is its first day; there is one for each, also where nothing happened. */
  series: z.array(z.object({ at: reportDay, figures, compared: figures.optional() })),
  rows: z.array(
    z.object({
      /** Of the channel, the operator…; the name itself of a topic, a tag or a source. */
      id: z.string(),
      /** As it is called now; empty where there is none («без тематики»). */
      name: z.string(),
      figures,
      compared: figures.optional(),
    }),
  ),
})
export type Report = z.output<typeof report>

/** Which page of conversations behind a figure. */
const page = {
  /** `next` of the page before. */
  after: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
}

/** «Тепловая карта» counts these. */
export const heatMetric = z.enum(['opened', 'incoming'])

/** Conversations behind one figure; the filter is the report's, or narrower by one of its rows. */
export const reportConversationsQuery = reportQuery
  .omit({ compare: true })
  .extend({
    metric: reportMetric,
    /** Both: of one cell of the heat map, whose metrics alone have hours. */
    weekday: z.coerce.number().int().min(1).max(7).optional(),
    hour: z.coerce.number().int().min(0).max(23).optional(),
    ...page,
  })
  .refine(({ weekday, hour }) => (weekday === undefined) === (hour === undefined), {
    path: ['hour'],
  })
  .refine(({ hour, metric }) => hour === undefined || heatMetric.safeParse(metric).success, {
    path: ['metric'],
  })
export type ReportConversationsQuery = z.input<typeof reportConversationsQuery>

/** The newest first. */
export const reportConversations = z.object({
  conversations: z.array(
    z.object({
      conversation,
      /** How many of the figure's cases are in it, and their sum: seconds, or marks. */
      count: z.int(),
      sum: z.number(),
    }),
  ),
  /** Of all pages: cases, as the figure's `count`, and the conversations they are in. */
  count: z.int(),
  /** Left out where there are more than anybody counts. */
  conversationCount: z.int().optional(),
  next: z.string().optional(),
})
export type ReportConversations = z.output<typeof reportConversations>

/** A day of the week (1 is Monday) and an hour of the company's time zone. */
export const heatQuery = reportQuery
  .omit({ compare: true })
  .extend({ metric: heatMetric.default('opened') })
export type HeatQuery = z.input<typeof heatQuery>
export const heatReport = z.object({
  ...reportBeginning,
  metric: heatMetric,
  /** Those without anything are left out. */
  cells: z.array(
    z.object({
      weekday: z.int(),
      hour: z.int(),
      count: z.int(),
      /** Per day of the period: of so many Mondays. */
      average: z.number(),
    }),
  ),
})
export type HeatReport = z.output<typeof heatReport>

/** «Воронка очереди»: of the conversations that began in the period, how many came how far. */
export const funnelReport = z.object({
  ...reportBeginning,
  stages: z.array(
    z.object({
      metric: reportMetric,
      count: z.int(),
      /** Of the first stage; null where that is empty. */
      share: z.number().nullable(),
      compared: z.int().optional(),
    }),
  ),
})
export type FunnelReport = z.output<typeof funnelReport>

export const statusQuery = reportQuery.pick({
  from: true,
  to: true,
  compare: true,
  teamIds: true,
  operatorIds: true,
})

const statusTimes = z.object({
  /** Seconds in each status; `offline` is none of work and is left out. */
  seconds: z.partialRecord(operatorStatus, z.int()),
  /** Of «Перерыв» and «Не беспокоить», by the reason that was given; '' is none. */
  reasons: z.array(z.object({ status: operatorStatus, reason: z.string(), seconds: z.int() })),
})
/** «Время по статусам». */
export const statusReport = z.object({
  ...reportBeginning,
  totals: statusTimes,
  comparedTotals: statusTimes.optional(),
  rows: z.array(statusTimes.extend({ id, name: z.string(), compared: statusTimes.optional() })),
})
export type StatusReport = z.output<typeof statusReport>

const attributed = {
  visits: z.int(),
  /** Messengers chosen in widgets: a number went out with each. */
  choices: z.int(),
  /** Conversations whose customer brought a number. */
  arrived: z.int(),
  /** Conversations tied to a visit, by their number or by a person. */
  matched: z.int(),
  /** Those of which a visit could only be suggested: without a number, or with somebody else's. */
  suggested: z.int(),
  /** Of these, a person said that it is theirs. */
  confirmed: z.int(),
  /** Of these, nobody has said anything yet. */
  unmatched: z.int(),
}
const attributedCounts = z.object(attributed)
/** «Атрибуция»: how well conversations are traced to the visits they came of. */
export const attributionQuery = reportQuery.pick({
  from: true,
  to: true,
  compare: true,
  channelIds: true,
  sources: true,
})
export const attributionReport = z.object({
  ...reportBeginning,
  totals: attributedCounts,
  comparedTotals: attributedCounts.optional(),
  /** By source and campaign, at most 500. */
  rows: z.array(
    z.object({
      ...attributed,
      source: z.string(),
      medium: z.string(),
      campaign: z.string(),
      compared: attributedCounts.optional(),
    }),
  ),
})
export type AttributionReport = z.output<typeof attributionReport>

/** Of attribution, what is made of conversations; visits and choices are not. */
export const attributionFigure = z.enum([
  'arrived',
  'matched',
  'suggested',
  'confirmed',
  'unmatched',
])
export type AttributionFigure = z.output<typeof attributionFigure>

/** Conversations behind one figure of attribution: of a row where its three names are given. */
export const attributedQuery = attributionQuery.omit({ compare: true }).extend({
  figure: attributionFigure,
  source: label.optional(),
  medium: label.optional(),
  campaign: label.optional(),
  ...page,
})
export type AttributedQuery = z.input<typeof attributedQuery>

/** Of conversations that are tied to a visit or may have to be, how many are; null where none are. */
export function matchRateOf({
  matched,
  unmatched,
}: Pick<AttributionReport['totals'], 'matched' | 'unmatched'>): number | null {
  return matched + unmatched === 0 ? null : matched / (matched + unmatched)
}

/** What can be taken out as a table, and be sent by e-mail. */
export const reportTable = z.enum([
  ...reportName.options,
  'heat',
  'funnel',
  'statuses',
  'attribution',
])
export type ReportTable = z.output<typeof reportTable>

export const reportFormat = z.enum(['csv', 'xlsx'])
export const reportFileQuery = reportQuery.extend({
  format: reportFormat,
  metric: heatMetric.optional(),
})
export type ReportFileQuery = z.input<typeof reportFileQuery>
