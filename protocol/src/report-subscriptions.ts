import { z } from 'zod'

import { id, moment } from './people.ts'
import { heatMetric, reportFilter, reportFormat, reportTable } from './reports.ts'

/** What is sent covers the whole day, week or month before. */
export const reportEvery = z.enum(['day', 'week', 'month'])

const subscribed = {
  report: reportTable,
  filter: reportFilter,
  /** What the heat map counts; of no other report. */
  metric: heatMetric.optional(),
  every: reportEvery,
  /** 1 is Monday; of `week` alone. */
  weekday: z.int().min(1).max(7).optional(),
  /** Of `month` alone; in shorter months the last day. */
  monthDay: z.int().min(1).max(31).optional(),
  /** Of the company's time zone. */
  hour: z.int().min(0).max(23),
  format: reportFormat,
}
export const createReportSubscriptionRequest = z.strictObject(subscribed)
export type CreateReportSubscriptionRequest = z.input<typeof createReportSubscriptionRequest>
export const editReportSubscriptionRequest = z.strictObject({
  ...subscribed,
  version: z.int(),
})
export type EditReportSubscriptionRequest = z.input<typeof editReportSubscriptionRequest>

/** A report that its subscriber gets by e-mail, at the address they sign in with. */
export const reportSubscription = z.object({
  ...subscribed,
  id,
  version: z.int(),
  nextAt: moment,
  lastSentAt: moment.optional(),
  /** It could not be sent the last time; it is tried again. */
  failedAt: moment.optional(),
})
export type ReportSubscription = z.output<typeof reportSubscription>

export const reportSubscriptions = z.object({
  subscriptions: z.array(reportSubscription),
  /** Without a mail server nothing is sent. */
  canSend: z.boolean(),
  email: z.string(),
})
export type ReportSubscriptions = z.output<typeof reportSubscriptions>
