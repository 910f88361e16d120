import { z } from 'zod'

import { channel, channelKindView } from './channels.ts'
import { conversation, message, offeredButtons } from './conversations.ts'
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
  serverTime: moment,
  operators: z.array(operator),
  teams: z.array(team),
  channels: z.array(channel),
  channelKinds: z.array(channelKindView),
  /** What is amiss with channels; empty for who may not manage them. */
  troubles: z.array(trouble),
  /** Every open conversation the reader may see. */
  conversations: z.array(conversation),
})
export type Snapshot = z.output<typeof snapshot>

/** Pages of closed conversations, newest first. */
export const conversationPageQuery = z.strictObject({
  status: z.enum(['closed']),
  before: moment.optional(),
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

/** Repeating a request with the same `clientId` returns the message it made the first time. */
export const sendMessageRequest = z.strictObject({
  clientId: z.string().min(8).max(64),
  kind: z.enum(['message', 'note']),
  text: z.string().max(20_000).default(''),
  fileIds: z.array(id).max(10).default([]),
  replyToId: id.optional(),
  /** Under a text alone: a note has none, a template brings its own. */
  buttons: offeredButtons.optional(),
  /** Instead of a text. */
  template: templateChoice.optional(),
})
export type SendMessageRequest = z.input<typeof sendMessageRequest>

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

export const editMessageRequest = z.strictObject({ text: z.string().min(1).max(20_000) })
export const readRequest = z.strictObject({ seq: z.int().min(0) })

/** «Отправить ещё раз», or «Считать доставленным» for a message of unknown outcome. */
export const attemptRequest = z.strictObject({ as: z.enum(['send-again', 'count-as-sent']) })
