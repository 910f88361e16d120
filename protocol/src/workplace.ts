import { z } from 'zod'
import { channel, channelKindView } from './channels.ts'
import { conversation, mention, message, offeredButtons } from './conversations.ts'
import { messageExample } from './examples.ts'
import { writtenSpan } from './formats.ts'
import { id, moment, operator } from './people.ts'
import { team } from './routing.ts'
import { templateChoice } from './templates.ts'
import { trouble } from './troubles.ts'

/**
 * The state an open workplace continues from. `number` is read before the state, so that applying
 * the feed from `number` on gives what a fresh load would give.
 */
export const snapshot = z.object({
  number: z.int(),
  /** Names what the reader may see: the socket that continues this state is asked for with it. */
  viewId: z.string(),
  serverTime: moment,
  operators: z.array(operator),
  teams: z.array(team),
  channels: z.array(channel),
  channelKinds: z.array(channelKindView),
  /** What is amiss with channels; empty for who may not manage them. */
  troubles: z.array(trouble),
  /** Every open conversation the reader may see, and closed ones with mentions not seen yet. */
  conversations: z.array(conversation),
  /** Notes that call the reader by name, in open conversations or not seen yet. */
  mentions: z.array(mention),
})
export type Snapshot = z.output<typeof snapshot>

/** Of a query: one value, or the same parameter several times. */
const several = <Value extends z.ZodType>(value: Value) =>
  z.union([z.array(value).max(50), value]).optional()

/** Pages of closed conversations, newest first; of a list of values, any. */
export const conversationPageQuery = z.strictObject({
  status: z.enum(['closed']),
  /** `spam` alone, or everything `but-spam`. */
  reason: z.enum(['spam', 'but-spam']).optional(),
  channelIds: several(id),
  teamIds: several(id),
  operatorIds: several(id),
  topics: several(z.string().min(1).max(100)),
  tags: several(z.string().min(1).max(100)),
  isVip: z.stringbool().optional(),
  before: moment.optional(),
  /** The last one's number: many are closed in one moment. */
  beforeNumber: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export const conversationPage = z.object({
  conversations: z.array(conversation),
  hasMore: z.boolean(),
})
export type ConversationPage = z.output<typeof conversationPage>

export const messagePageQuery = z.strictObject({
  beforeSeq: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(60),
})
/** In the order of `seq`. `number` is the feed number read before the messages. */
export const messagePage = z.object({
  number: z.int(),
  messages: z.array(message),
  hasMore: z.boolean(),
})
export type MessagePage = z.output<typeof messagePage>

/** How many people and teams one note may call. */
export const mostMentions = 20

/** Repeating a request with the same `clientId` returns the message it made the first time. */
export const sendMessageRequest = z
  .strictObject({
    clientId: z.string().min(8).max(64),
    kind: z.enum(['message', 'note']),
    text: z.string().max(20_000).default(''),
    fileIds: z.array(id).max(10).default([]),
    replyToId: id.optional(),
    /** Colleagues and teams that a note calls by name: they are told. */
    mentions: z
      .array(z.strictObject({ kind: z.enum(['operator', 'team']), id }))
      .max(mostMentions)
      .optional(),
    /** Of what is bold and the like; offsets are of `text`. Left out where the platform has none. */
    format: z.array(writtenSpan).max(200).optional(),
    /** Under a text alone: a note has none, a template brings its own. */
    buttons: offeredButtons.optional(),
    /** Instead of a text. */
    template: templateChoice.optional(),
  })
  .meta({ examples: [messageExample] as never })
export type SendMessageRequest = z.input<typeof sendMessageRequest>

const momentToCome = z.iso.datetime({ offset: true })

/** «Отправить позже»: the same, and when it leaves. A template and a note leave at once. */
export const planMessageRequest = sendMessageRequest
  .omit({ kind: true, template: true })
  .extend({ sendAt: momentToCome })
export type PlanMessageRequest = z.input<typeof planMessageRequest>

/** The text as a whole, with its format. */
export const replanMessageRequest = z.strictObject({
  text: z.string().max(20_000),
  format: z.array(writtenSpan).max(200).optional(),
  sendAt: momentToCome,
})
export type ReplanMessageRequest = z.input<typeof replanMessageRequest>

/** With its country's code, and nothing but digits behind the plus. */
export const phone = z.string().regex(/^\+[1-9]\d{6,14}$/)

/** The company writes first: to somebody it knows, or by phone where the platform lets it. */
export const beginConversationRequest = z.strictObject({
  channelId: id,
  to: z.union([
    z.strictObject({ address: z.string().min(1).max(200) }),
    z.strictObject({ phone }),
    /** Their address on that channel, or else their phone, which the writer need not see. */
    z.strictObject({ contactId: id }),
  ]),
  clientId: z.string().min(8).max(64),
  text: z.string().trim().max(20_000).default(''),
  fileIds: z.array(id).max(10).default([]),
  /** Instead of a text: the only way where free text is taken after the customer's word alone. */
  template: templateChoice.optional(),
})
export type BeginConversationRequest = z.input<typeof beginConversationRequest>

export const editMessageRequest = z.strictObject({
  text: z.string().min(1).max(20_000),
  format: z.array(writtenSpan).max(200).optional(),
})
export const readRequest = z.strictObject({ seq: z.int().min(0) })

/** «Отправить ещё раз», or «Считать доставленным» for a message of unknown outcome. */
export const attemptRequest = z.strictObject({ as: z.enum(['send-again', 'count-as-sent']) })
