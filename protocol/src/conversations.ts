import { z } from 'zod'

import { failureReason } from './channels.ts'
import { formatSpan } from './formats.ts'
import { id, moment } from './people.ts'
import { slaKind, slaPromise } from './sla.ts'
import { conversationVisit } from './tracking.ts'

export const button = z.object({
  label: z.string(),
  /** What comes back when it is pressed. */
  value: z.string().optional(),
  /** Opens a page instead. */
  url: z.string().optional(),
  pressedAt: moment.optional(),
})
export type Button = z.output<typeof button>

/** «Кнопки в тексте» stand under the message, «Кнопки клавиатуры» replace the input field. */
export const buttonRows = z.object({
  placement: z.enum(['inline', 'keyboard']),
  rows: z.array(z.array(button)),
})
export type ButtonRows = z.output<typeof buttonRows>

/** As many as an operator attaches to one message, whatever the platform. */
export const mostOfferedButtons = 10

/**
 * Buttons that an operator attaches: short answers to choose from. A value is what a press is known
 * by; one that is left out is made by us. Platforms show six rows, and of what stands in one row
 * three can still be hit with a finger.
 */
export const offeredButtons = z.strictObject({
  placement: buttonRows.shape.placement,
  rows: z
    .array(
      z
        .array(
          z.strictObject({
            label: z.string().trim().min(1).max(80),
            value: z.string().min(1).max(64).optional(),
          }),
        )
        .min(1)
        .max(3),
    )
    .min(1)
    .max(6),
})
export type OfferedButtons = z.input<typeof offeredButtons>

export const fileView = z.object({
  id,
  kind: z.enum([
    'image',
    'video',
    'round-video',
    'animation',
    'audio',
    'voice',
    'sticker',
    'document',
  ]),
  name: z.string(),
  mime: z.string().optional(),
  bytes: z.int().optional(),
  width: z.int().optional(),
  height: z.int().optional(),
  durationS: z.number().optional(),
  /** A file of a customer is shown as soon as the message is, and arrives later. */
  state: z.enum(['loading', 'stored', 'failed', 'too-large']),
  /** A re-encoded raster image is served at `/api/v1/files/:id/preview`. */
  hasPreview: z.boolean(),
})
export type FileView = z.output<typeof fileView>

/** A line the product writes itself; the reader's language is chosen where it is shown. */
export const systemLine = z.object({
  code: z.enum([
    'opened',
    'continued',
    'started',
    'pressed',
    'taken',
    'returned',
    'closed',
    'close-interrupted',
    'contact-blocked',
    'contact-unblocked',
    'channel-disconnected',
    'waits-for-opening',
    'released',
    'offered',
    'offered-to-all',
    'accepted',
    'declined',
    'not-accepted',
    'assigned',
    'not-answered',
    'nobody-answered',
    'moved-to-backup',
    'receiver-changed',
    'bot-took',
    'given-to-bot',
    'bot-unavailable',
    'bot-handed-over',
    'supervisors-told',
    'team-told',
    'silence-told',
    'sla-broken',
    'transferred',
    'transfer-undone',
    'assignee-away',
    'assignee-gone',
    'held',
    'resumed',
    'snoozed',
    'snooze-over',
    'window-closed',
    'rated',
    'began',
    'planned-not-sent',
    'topic-changed',
    'answer-waived',
    'answer-owed',
    'not-spam',
    'continues-from',
    'continued-elsewhere',
    'form-filled',
    'question-chosen',
    'visit-confirmed',
  ]),
  /** Names and numbers as they were then: a later renaming does not rewrite history. */
  parameters: z.record(z.string(), z.string()),
  /** «Почему?» has an answer: `GET …/messages/:id/decision`. */
  hasDecision: z.boolean().optional(),
})
export type SystemLine = z.output<typeof systemLine>

const deliveryStatus = z.enum([
  /** With us. */
  'queued',
  /** The platform took it. */
  'sent',
  'delivered',
  'read',
  'failed',
  /** The platform did not answer: «возможно доставлено». */
  'unknown',
  /** Withdrawn before it left. */
  'cancelled',
])
export type DeliveryStatus = z.output<typeof deliveryStatus>

export const message = z.object({
  id,
  conversationId: id,
  /** Grows with every change; an older version must never replace a newer one. */
  version: z.int(),
  /** Order within the conversation, as accepted. Never changes. */
  seq: z.int(),
  kind: z.enum(['message', 'note', 'system']),
  author: z.object({
    type: z.enum(['contact', 'operator', 'bot', 'system']),
    id: id.optional(),
    name: z.string(),
  }),
  text: z.string(),
  format: z.array(formatSpan).optional(),
  files: z.array(fileView).optional(),
  location: z
    .object({
      latitude: z.number(),
      longitude: z.number(),
      title: z.string().optional(),
      address: z.string().optional(),
      isLive: z.boolean().optional(),
    })
    .optional(),
  sharedContact: z.object({ name: z.string(), phone: z.string(), isOwn: z.boolean() }).optional(),
  replyTo: z.object({ messageId: id.optional(), author: z.string(), text: z.string() }).optional(),
  /** Whom a note calls by name, as they were called then. */
  mentions: z
    .array(
      z.object({
        kind: z.enum(['operator', 'team']),
        id,
        name: z.string(),
        /** The conversation is not theirs to see, so they do not know that they were called. */
        isOutOfSight: z.literal(true).optional(),
      }),
    )
    .optional(),
  forwardedFrom: z.string().optional(),
  buttons: buttonRows.optional(),
  /** The platform sent a kind we do not show yet; this is its own name for it. */
  unsupported: z.string().optional(),
  system: systemLine.optional(),
  /** It was made of this template. */
  template: z.object({ name: z.string() }).optional(),
  /** Outgoing messages only. */
  status: deliveryStatus.optional(),
  failure: z
    .object({
      reason: failureReason,
      code: z.string().optional(),
      /** The platform's own words, for the administrator. */
      detail: z.string().optional(),
      /** We shall try again by ourselves at this time. */
      retryAt: moment.optional(),
    })
    .optional(),
  /** Shown time: the platform's for what came in, ours for what goes out. */
  at: moment,
  editedAt: moment.optional(),
  /** What it said before it was changed, the oldest first, and until when. */
  formerTexts: z.array(z.object({ text: z.string(), until: moment })).optional(),
  deletedAt: moment.optional(),
  /** Messages of one album share it and are shown together. */
  albumId: z.string().optional(),
  /** What the sender's browser called it, so that it finds its own message again. */
  clientId: z.string().optional(),
})
export type Message = z.output<typeof message>

/** A note that calls the reader by name. */
export const mention = z.object({ conversationId: id, messageId: id, isSeen: z.boolean() })
export type Mention = z.output<typeof mention>

/** Why a message that was to leave at a chosen time did not. */
export const plannedFailure = z.enum([
  'conversation-closed',
  'contact-blocked',
  'channel-disconnected',
  'window-closed',
  /** A colleague holds the conversation: they decide what the customer is told. */
  'not-yours',
  'with-bot',
  'author-gone',
])
export type PlannedFailure = z.output<typeof plannedFailure>

/** «Отправить позже»: a message that leaves by itself at its time. */
export const plannedMessage = z.object({
  /** The message it becomes has the same. */
  id,
  author: z.object({ id, name: z.string() }),
  text: z.string(),
  format: z.array(formatSpan).optional(),
  files: z.array(fileView).optional(),
  replyTo: message.shape.replyTo,
  buttons: buttonRows.optional(),
  sendAt: moment,
  /** It did not leave, and why; `name` is who holds the conversation. */
  failure: z.object({ reason: plannedFailure, name: z.string().optional() }).optional(),
  clientId: z.string().optional(),
})
export type PlannedMessage = z.output<typeof plannedMessage>

const conversationStatus = z.enum(['bot', 'queued', 'offered', 'assigned', 'closing', 'closed'])
export type ConversationStatus = z.output<typeof conversationStatus>

const closeReason = z.enum([
  'operator',
  'bot',
  'timeout',
  'spam',
  'merged',
  'outbound-template',
  /** Its contact was blocked by us. */
  'barred',
  /** Everything known of its contact was erased. */
  'erased',
  /** It was over before it was brought here. */
  'imported',
])
export type CloseReason = z.output<typeof closeReason>

export const conversation = z.object({
  id,
  version: z.int(),
  /** Counted within the account, as «№ 48 213». */
  number: z.int(),
  channelId: id,
  kind: z.enum(['direct', 'comment', 'outbound']),
  contact: z.object({
    id,
    name: z.string(),
    /** Of the card, which is asked for anew when it grows. */
    version: z.int().optional(),
    isVip: z.boolean().optional(),
    /** «Заблокирован»: by us; `isContactBlocking` is the other way round. */
    isBarred: z.boolean().optional(),
  }),
  status: conversationStatus,
  /** Who holds it, or held it last. */
  operatorId: id.optional(),
  /** «Сотрудник» is a bot, by the name it had then (CC-04, D-18). */
  bot: z.object({ id, name: z.string() }).optional(),
  /** The team whose queue it is in, or by whose rules it was given. */
  teamId: id.optional(),
  /** It waits for this operator alone (D-24). */
  awaitedOperatorId: id.optional(),
  /** It came off hours and is released at opening time. */
  waitsForOpening: z.boolean().optional(),
  /** How much of an operator's capacity it takes. */
  weight: z.int(),
  /** Who may accept it, until when; an offer to several takes nobody's capacity. */
  offer: z
    .object({
      operatorIds: z.array(id),
      isToAll: z.boolean().optional(),
      since: moment,
      until: moment,
    })
    .optional(),
  /** Since when the one who holds it does. */
  assignedSince: moment.optional(),
  /** «На удержании»: not given to others, not closed by itself, not counted. */
  heldSince: moment.optional(),
  /** Put off until then. */
  snoozedUntil: moment.optional(),
  /** Supervisors were told that nobody has taken it. */
  escalatedAt: moment.optional(),
  /** Its team was told that nobody has taken it. */
  teamToldAt: moment.optional(),
  /** Supervisors were told that whoever holds it does not answer. */
  silentSince: moment.optional(),
  /** Who owes the next word. */
  owes: z.enum(['us', 'customer', 'nobody']),
  /** «Отвечать не нужно»: nobody owes an answer until the customer writes again. */
  isAnswerWaived: z.boolean().optional(),
  /** It went on there, in another channel of the same contact (D-35). */
  continuedIn: id.optional(),
  /** Since when the customer waits for our word. */
  waitingSince: moment.optional(),
  unread: z.int(),
  lastMessage: z
    .object({
      seq: z.int(),
      author: message.shape.author,
      kind: message.shape.kind,
      text: z.string(),
      /** What it is when it has no text: the kind of its first file, `location`, … */
      content: z.string(),
      at: moment,
      status: deliveryStatus.optional(),
      failure: failureReason.optional(),
    })
    .optional(),
  openedAt: moment,
  lastActivityAt: moment,
  /** The close takes effect then, unless it is undone (D-36). */
  closingAt: moment.optional(),
  closedAt: moment.optional(),
  closeReason: closeReason.optional(),
  /** What a bot or a colleague has noted of it. */
  topic: z.string().optional(),
  tags: z.array(z.string()).optional(),
  attributes: z.record(z.string(), z.string()).optional(),
  sla: z
    .object({
      promises: z.array(slaPromise),
      /** What was not kept, whether it is over or not. */
      broken: z.array(slaKind).optional(),
    })
    .optional(),
  /** «Клиентская оценка»: asked for when it closed. */
  rating: z
    .object({
      scale: z.enum(['thumbs', 'stars']),
      askedAt: moment,
      /** A mark that comes later does not count. */
      until: moment,
      /** 1 to 5; of two thumbs, 5 and 1. */
      score: z.int().optional(),
      /** Low by the rules of its group. */
      isLow: z.literal(true).optional(),
      comment: z.string().optional(),
    })
    .optional(),
  /** The visit to the company's site that its customer came from, and one that may be it. */
  visit: conversationVisit.optional(),
  suggestedVisit: conversationVisit.optional(),
  /** The advertisement they came from, where the platform tells it. */
  ad: z.object({ title: z.string(), url: z.string() }).optional(),
  /** The page others can read it on: a comment is answered there. */
  page: z.object({ title: z.string(), url: z.string() }).optional(),
  /** Until when the platform takes free text from us; absent where it does not limit that. */
  replyUntil: moment.optional(),
  /** The conversation before this one in the same thread (D-14). */
  previousId: id.optional(),
  /** What leaves later, and what could not. */
  planned: z.array(plannedMessage).optional(),
  /** The contact blocked us: nothing can be sent until they write again. */
  isContactBlocking: z.boolean(),
})
export type Conversation = z.output<typeof conversation>
