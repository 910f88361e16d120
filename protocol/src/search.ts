import { z } from 'zod'

import { contact } from './contacts.ts'
import { conversation, message } from './conversations.ts'
import { id, moment } from './people.ts'

const flag = z.enum(['true', 'false']).transform((value) => value === 'true')

/** What was typed; the last word is the beginning of one. */
const words = z.string().trim().min(1).max(200)

/** Where messages are looked for: everything that is given has to be so. */
export const messageSearchQuery = z.strictObject({
  q: words,
  /** Inside one transcript alone. */
  conversationId: id.optional(),
  channelId: id.optional(),
  /** Whose the conversation is, or was last. */
  operatorId: id.optional(),
  teamId: id.optional(),
  topic: z.string().max(200).optional(),
  tag: z.string().max(200).optional(),
  status: z.enum(['open', 'closed']).optional(),
  hasFile: flag.optional(),
  /** From this moment on, and before that one. */
  since: moment.optional(),
  until: moment.optional(),
  /** Goes on after the last of the former answer. */
  after: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
})
export type MessageSearchQuery = z.input<typeof messageSearchQuery>

/** A piece of text, and what of it was looked for: text stays text, and is never markup. */
export const excerpt = z.object({
  text: z.string(),
  /** In UTF-16 code units, in order and apart from each other. */
  marks: z.array(z.object({ offset: z.int(), length: z.int() })),
})
export type Excerpt = z.output<typeof excerpt>

const foundConversation = conversation.pick({
  id: true,
  number: true,
  channelId: true,
  contact: true,
  status: true,
  operatorId: true,
  openedAt: true,
  closedAt: true,
})
export type FoundConversation = z.output<typeof foundConversation>

export const foundMessage = message
  .pick({ id: true, seq: true, kind: true, author: true, at: true })
  .extend({ conversation: foundConversation, excerpt, hasFile: z.boolean() })
export type FoundMessage = z.output<typeof foundMessage>

/** The newest first. */
export const messageSearchPage = z.object({
  messages: z.array(foundMessage),
  /** `after` of the next page, while there is more. */
  next: z.string().optional(),
})
export type MessageSearchPage = z.output<typeof messageSearchPage>

export const nameSearchQuery = z.strictObject({
  q: words,
  limit: z.coerce.number().int().min(1).max(20).default(6),
})

/** By name, phone, username or number: what the palette shows while it is typed in. */
export const nameSearch = z.object({
  contacts: z.array(
    contact.pick({ id: true, name: true }).extend({
      /** Where the last of their conversations the reader may see is. */
      conversationId: id.optional(),
      /** What of them was looked for beside the name: a phone, a username. */
      detail: z.string().optional(),
    }),
  ),
  conversations: z.array(foundConversation),
})
export type NameSearch = z.output<typeof nameSearch>
