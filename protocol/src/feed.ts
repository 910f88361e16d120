import { z } from 'zod'

import { channel } from './channels.ts'
import { conversation, message } from './conversations.ts'
import { draft } from './drafts.ts'
import { modules } from './modules.ts'
import { id, operator } from './people.ts'
import { team } from './routing.ts'
import { trouble } from './troubles.ts'

/**
 * A committed change. Numbers are dense within an account; a reader may see only some of them.
 * Payloads carry the entity's version: applying an older one changes nothing.
 */
export const feedEvent = z.discriminatedUnion('kind', [
  z.object({
    number: z.int(),
    kind: z.literal('conversation'),
    payload: conversation,
    /** Where it comes into the reader's sight: the notes that call them there. */
    mentions: z.array(z.object({ messageId: id, isSeen: z.boolean() })).optional(),
  }),
  z.object({ number: z.int(), kind: z.literal('message'), payload: message }),
  z.object({ number: z.int(), kind: z.literal('channel'), payload: channel }),
  z.object({ number: z.int(), kind: z.literal('operator'), payload: operator }),
  z.object({ number: z.int(), kind: z.literal('team'), payload: team }),
  /** A module was switched: which are on now. It has no version, the last of them holds. */
  z.object({ number: z.int(), kind: z.literal('modules'), payload: modules }),
  /** Of a channel; `gone` when it is over. Only who may manage channels is troubled with it. */
  z.object({ number: z.int(), kind: z.literal('trouble'), payload: trouble }),
  /** Something changed among a channel's templates: whoever shows them asks anew. */
  z.object({
    number: z.int(),
    kind: z.literal('templates'),
    payload: z.object({ channelId: id }),
  }),
  /** Something changed among the bots: whoever shows them asks anew. */
  z.object({ number: z.int(), kind: z.literal('bots'), payload: z.object({}) }),
  /** A contact's card changed: whoever shows it asks anew. */
  z.object({ number: z.int(), kind: z.literal('contact'), payload: z.object({ id }) }),
  /** Something changed among saved filters, of one person or shared: who has them asks anew. */
  z.object({
    number: z.int(),
    kind: z.literal('filters'),
    payload: z.object({ ownerId: id.optional() }),
  }),
  /** Somebody has seen the notes of this conversation that call them by name. */
  z.object({
    number: z.int(),
    kind: z.literal('mentions-seen'),
    payload: z.object({ operatorId: id, conversationId: id }),
  }),
  /** Topics or tags, or when a topic is required: whoever shows them asks anew. */
  z.object({ number: z.int(), kind: z.literal('labels'), payload: z.object({}) }),
  /** Something that concerns the reader changed among reviews, marks and appeals: ask anew. */
  z.object({ number: z.int(), kind: z.literal('quality'), payload: z.object({}) }),
  /** A conversation left the reader's scope, a team was deleted, a trouble is over: forget it. */
  z.object({ number: z.int(), kind: z.literal('gone'), payload: z.object({ id }) }),
])
export type FeedEvent = z.output<typeof feedEvent>

/** Passing knowledge without a number: losing one costs nothing. */
export const hint = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('contact-typing'), conversationId: id }),
  z.object({ kind: z.literal('operator-typing'), conversationId: id, operatorId: id }),
  z.object({ kind: z.literal('viewing'), conversationId: id, operatorIds: z.array(id) }),
  /** One's own, from another device; null when it is over. */
  z.object({ kind: z.literal('draft'), conversationId: id, draft: draft.nullable() }),
  z.object({ kind: z.literal('presence'), operatorIds: z.array(id) }),
])
export type Hint = z.output<typeof hint>

export const serverFrame = z.discriminatedUnion('type', [
  /** Covers `from`…`to` without a hole; `events` is what the reader may see of it. */
  z.object({
    type: z.literal('events'),
    from: z.int(),
    to: z.int(),
    events: z.array(feedEvent),
  }),
  z.object({ type: z.literal('hint'), hint }),
  /** The state must be loaded anew: a hole, a changed role, a session that ended. */
  z.object({
    type: z.literal('resync'),
    reason: z.enum(['hole', 'access-changed', 'signed-out', 'restart']),
  }),
  z.object({ type: z.literal('pong'), serverTime: z.iso.datetime() }),
])
export type ServerFrame = z.output<typeof serverFrame>

export const clientFrame = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('viewing'), conversationId: id.nullable() }),
  z.strictObject({ type: z.literal('typing'), conversationId: id }),
  z.strictObject({ type: z.literal('ping') }),
])
export type ClientFrame = z.output<typeof clientFrame>
