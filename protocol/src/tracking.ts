import { z } from 'zod'

import { id, moment } from './people.ts'

export const QUESTION_LIMIT = 500

/** What is known of where a visit came from. All of it was written by others: text, and nothing else. */
export const visitOrigin = z.object({
  /** Of the marks, or of whoever sent them here: `yandex`, `vk.com`, `direct`. */
  source: z.string(),
  medium: z.string(),
  campaign: z.string(),
})

/** «Визит» of a conversation, in its common elements. */
export const conversationVisit = visitOrigin.extend({
  id,
  /** «Номер заявки», as the customer sees it. */
  number: z.string(),
  page: z.object({ title: z.string(), url: z.string() }),
  at: moment,
})
export type ConversationVisit = z.output<typeof conversationVisit>

/** «Виджет коллтрекинга»: counts visits of a company's sites. */
export const tracker = z.object({
  id,
  version: z.int(),
  name: z.string(),
  /** Public: it stands in the page's source. */
  key: z.string(),
  /** Whose pages may count visits: `shop.example`, `*.shop.example`. */
  sites: z.array(z.string()),
  /** Nothing is counted or kept before the page says that its visitor agrees. */
  needsConsent: z.boolean(),
  retentionDays: z.int(),
  /** «Интеграции» → «Диалоги»: the dialog widgets it exchanges data with (WA-26). */
  widgetIds: z.array(id),
  /** When its script last counted something; absent before the first time. */
  lastSeenAt: moment.optional(),
})
export type Tracker = z.output<typeof tracker>

const trackerFields = {
  name: z.string().trim().min(1).max(80),
  sites: z.array(z.string().max(300)).max(50),
  needsConsent: z.boolean(),
  retentionDays: z.unknown(),
  widgetIds: z.array(id).max(100),
}
export const createTrackerRequest = z.strictObject({
  name: trackerFields.name,
  sites: trackerFields.sites.default([]),
})
/** Only the fields present are changed. */
export const editTrackerRequest = z
  .strictObject(trackerFields)
  .partial()
  .extend({ version: z.int() })
export type EditTrackerRequest = z.input<typeof editTrackerRequest>

/** «Отображать номер заявки для коллтрекинга» of one channel (WA-20…WA-22). */
export const channelTracking = z.object({
  version: z.int(),
  isOn: z.boolean(),
  /** What waits in the customer's field, with the variable in it; empty where links carry no text. */
  question: z.string(),
  carries: z.enum(['text', 'payload']),
  /** Why it cannot be switched on (WA-25). */
  whyNot: z.enum(['module-off', 'unlinked']).optional(),
})
export type ChannelTracking = z.output<typeof channelTracking>

export const editChannelTrackingRequest = z.strictObject({
  version: z.int(),
  isOn: z.boolean(),
  question: z.string().max(5000),
})
export type EditChannelTrackingRequest = z.input<typeof editChannelTrackingRequest>

const day = z.iso.date()
/** Days of the company's time zone, both included; not more than two years. */
export const trackingQuery = z.strictObject({ from: day, to: day })
export const MOST_TRACKING_DAYS = 732

const rate = z.number().nullable()

/** «Отчёт» of call tracking: visits, what was chosen in widgets, and which conversations came of it. */
export const trackingReport = z.object({
  visits: z.int(),
  /** Messengers chosen in widgets. */
  choices: z.int(),
  /** Conversations tied to a visit. */
  conversations: z.int(),
  /** Came soon after a choice nobody else came of, and without a number. */
  unmatched: z.int(),
  /** Of the two above, how many are tied: 0 to 1, null where there are none. */
  matchRate: rate,
  /** Widget → messenger → conversations (TG-20). `widgetId` is null where no widget was used. */
  messengers: z.array(
    z.object({
      widgetId: id.nullable(),
      channelId: id,
      choices: z.int(),
      conversations: z.int(),
    }),
  ),
  sources: z.array(visitOrigin.extend({ visits: z.int(), conversations: z.int() })),
})
export type TrackingReport = z.output<typeof trackingReport>

const page = {
  /** `next` of the page before. */
  after: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
}
const pageEnd = {
  /** Of all pages. */
  count: z.int(),
  next: z.string().optional(),
}

/** The conversations behind a figure: of the period, and of what else is given. */
export const trackedQuery = trackingQuery.extend({
  ...page,
  widgetId: z.union([id, z.literal('none')]).optional(),
  channelId: id.optional(),
  source: z.string().max(200).optional(),
  medium: z.string().max(200).optional(),
  campaign: z.string().max(200).optional(),
})
export type TrackedQuery = z.input<typeof trackedQuery>

const trackedConversation = z.object({
  id,
  number: z.int(),
  contact: z.object({ id, name: z.string() }),
  channelId: id,
  openedAt: moment,
})

/** The newest first. */
export const trackedConversations = z.object({
  conversations: z.array(
    trackedConversation.extend({ visit: conversationVisit.omit({ number: true, page: true }) }),
  ),
  ...pageEnd,
})
export type TrackedConversations = z.output<typeof trackedConversations>

/** «Не сопоставлено»: a conversation and the visit that it may have come from. */
export const unmatchedConversation = trackedConversation.extend({
  visit: conversationVisit,
  /** `used`: somebody else's messenger brought that number before. */
  reason: z.enum(['used', 'no-number']),
})
export type UnmatchedConversation = z.output<typeof unmatchedConversation>
export const unmatchedQuery = trackingQuery.extend(page)
export type UnmatchedQuery = z.input<typeof unmatchedQuery>
/** The newest first. */
export const unmatchedConversations = z.object({
  conversations: z.array(unmatchedConversation),
  ...pageEnd,
})
export type UnmatchedConversations = z.output<typeof unmatchedConversations>

export const decideVisitRequest = z.strictObject({ visitId: id, isTheirs: z.boolean() })
