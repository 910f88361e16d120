import { z } from 'zod'

import { conversation, message } from './conversations.ts'
import { newWebhookExample, replayExample, webhookExamples } from './examples.ts'
import { id, moment } from './people.ts'
import { conversationVisit } from './tracking.ts'

/** What a company's systems can be told. A name never changes its meaning; `version` tells its shape. */
export const webhookEventType = z.enum([
  'conversation.created',
  'conversation.assigned',
  'conversation.transferred',
  'conversation.closed',
  'message.received',
  'message.sent',
  'message.delivered',
  'message.read',
  'message.failed',
  'contact.changed',
  'contact.erased',
  'rating.received',
])
export type WebhookEventType = z.output<typeof webhookEventType>

const {
  id: conversationId,
  number,
  channelId,
  kind,
  contact,
  status,
  operatorId,
  bot,
  teamId,
  openedAt,
  closedAt,
  closeReason,
  topic,
  tags,
  previousId,
} = conversation.shape

/**
 * The visit to the company's site that a conversation came of. All of it but the number was written by
 * sites and advertisers. What call tracking has forgotten by its term is left out.
 */
export const toldVisit = conversationVisit.extend({
  /** `utm_term` and `utm_content`. */
  term: z.string().optional(),
  content: z.string().optional(),
  /** Whoever sent them here, without what stands behind «?». */
  referrer: z.string().optional(),
  /** Advertisers' own marks: `yclid`, `gclid`. */
  clickIds: z.record(z.string(), z.string()).optional(),
})
export type ToldVisit = z.output<typeof toldVisit>

/** A conversation as it was when the event was told. */
export const toldConversation = z.object({
  id: conversationId,
  number,
  channelId,
  kind,
  contact: contact.pick({ id: true, name: true, isVip: true }),
  status,
  operatorId,
  bot,
  teamId,
  topic,
  tags,
  openedAt,
  closedAt,
  closeReason,
  previousId,
  visit: toldVisit.optional(),
})
export type ToldConversation = z.output<typeof toldConversation>

/** A message; its files are fetched with a key at `/api/v1/files/:id`. */
export const toldMessage = message.pick({
  id: true,
  conversationId: true,
  seq: true,
  author: true,
  text: true,
  files: true,
  location: true,
  sharedContact: true,
  buttons: true,
  template: true,
  status: true,
  failure: true,
  at: true,
})
export type ToldMessage = z.output<typeof toldMessage>

/** A card, phones in full: who is told them is decided by whoever sets a webhook up. */
export const toldContact = z.object({
  id,
  version: z.int(),
  name: z.string(),
  phone: z.string(),
  email: z.string(),
  fields: z.record(z.string(), z.string()),
  tags: z.array(z.string()),
  note: z.string(),
  isVip: z.boolean(),
  isBarred: z.boolean(),
})

const envelope = {
  /** Of the shape of `data`; it grows when something is taken out of it or means something else. */
  version: z.literal(1),
  /** When it happened. */
  timestamp: moment,
  /** Events of one company in the order in which they happened: a later one has a greater number. */
  order: z.int(),
  company: z.object({ id }),
}
const aboutConversation = z.object({ conversation: toldConversation })
const aboutMessage = z.object({ conversation: toldConversation, message: toldMessage })

const anyEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal([
      'conversation.created',
      'conversation.assigned',
      'conversation.transferred',
      'conversation.closed',
    ]),
    ...envelope,
    data: aboutConversation,
  }),
  z.object({
    type: z.literal([
      'message.received',
      'message.sent',
      'message.delivered',
      'message.read',
      'message.failed',
    ]),
    ...envelope,
    data: aboutMessage,
  }),
  z.object({
    type: z.literal('contact.changed'),
    ...envelope,
    data: z.object({ contact: toldContact }),
  }),
  z.object({
    type: z.literal('contact.erased'),
    ...envelope,
    data: z.object({ contact: z.object({ id }) }),
  }),
  z.object({
    type: z.literal('rating.received'),
    ...envelope,
    data: z.object({
      conversation: toldConversation,
      rating: z.object({ score: z.int(), scale: z.enum(['thumbs', 'stars']), isLow: z.boolean() }),
    }),
  }),
  z.object({
    /** Sent by hand, to see whether somebody listens. */
    type: z.literal('webhook.test'),
    ...envelope,
    data: z.object({ webhook: z.object({ id, name: z.string() }) }),
  }),
])
export const webhookEvent = anyEvent.meta({ examples: webhookExamples as never })
export type WebhookEvent = z.output<typeof webhookEvent>

/** How long something undelivered is tried, and a replaced secret signs beside the new one. */
export const WEBHOOK_TRIED_HOURS = 72
export const WEBHOOK_ROTATION_HOURS = 24

const keepDays = z.int().min(4).max(90)
const webhookFields = {
  name: z.string().trim().min(1).max(80),
  url: z.string().trim().min(1).max(2000),
  events: z.array(webhookEventType).min(1),
  /** For how many days what was sent and answered is kept. */
  keepDays,
}

export const webhook = z.object({
  id,
  version: z.int(),
  ...webhookFields,
  events: z.array(webhookEventType),
  /** `failed`: switched off by us, because nothing was taken for three days, or never will be. */
  state: z.enum(['on', 'off', 'failed']),
  /** Since when nothing was taken. */
  failingSince: moment.optional(),
  deliveredAt: moment.optional(),
  /** The secret before this one signs too until then. */
  rotatesUntil: moment.optional(),
  /** How much waits to be delivered. */
  waiting: z.int(),
  createdAt: moment,
})
export type Webhook = z.output<typeof webhook>

export const createWebhookRequest = z
  .strictObject({
    ...webhookFields,
    keepDays: keepDays.default(14),
  })
  .meta({ examples: [newWebhookExample] as never })
export type CreateWebhookRequest = z.input<typeof createWebhookRequest>

export const editWebhookRequest = z.strictObject({
  version: z.int(),
  name: webhookFields.name.optional(),
  url: webhookFields.url.optional(),
  events: webhookFields.events.optional(),
  keepDays: keepDays.optional(),
  isOn: z.boolean().optional(),
})
export type EditWebhookRequest = z.input<typeof editWebhookRequest>

/** The one time that the secret is told. */
export const newWebhook = webhook.extend({ secret: z.string() })
export const newWebhookSecret = z.object({ secret: z.string(), rotatesUntil: moment })

/** Why there was no answer, or one that counts as none. */
export const deliveryFailure = z.enum([
  'refused-address',
  'unreachable',
  'too-slow',
  'too-large',
  'redirect',
  /** Anything but 2xx. */
  'status',
])
export type DeliveryFailure = z.output<typeof deliveryFailure>

export const webhookDelivery = z.object({
  eventId: z.string(),
  type: z.string(),
  at: moment,
  conversationId: id.optional(),
  state: z.enum(['waiting', 'delivered', 'failed']),
  tries: z.int(),
  nextAt: moment.optional(),
  /** How the last try ended. */
  last: z.object({ status: z.int().optional(), failure: deliveryFailure.optional() }).optional(),
  /** Goes on from here (`before`). */
  order: z.int(),
})
export type WebhookDelivery = z.output<typeof webhookDelivery>

export const webhookDeliveryPage = z.object({
  deliveries: z.array(webhookDelivery),
  hasMore: z.boolean(),
})

/** Phones and addresses of e-mail are masked in it; what was sent had them whole. */
export const webhookDeliveryDetail = webhookDelivery.extend({
  body: z.string(),
  attempts: z.array(
    z.object({
      at: moment,
      durationMs: z.int(),
      status: z.int().optional(),
      failure: deliveryFailure.optional(),
      /** The beginning of what was answered. */
      answer: z.string(),
    }),
  ),
})
export type WebhookDeliveryDetail = z.output<typeof webhookDeliveryDetail>

/** Once more, with the same `webhook-id`: of one event, or of all that happened in a time. */
export const replayRequest = z
  .union([
    z.strictObject({ eventId: z.string().max(100) }),
    z.strictObject({ from: moment, to: moment }),
  ])
  .meta({ examples: [replayExample] })
export const replayAnswer = z.object({ count: z.int() })
