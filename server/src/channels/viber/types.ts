/**
 * Wire types, spelled as Viber spells them, with the fields we read and no others.
 * https://developers.viber.com/docs/api/rest-bot-api/
 *
 * What says who, where and when must be right, or the callback is unreadable. Content may be of a
 * shape we do not know: then it counts as absent, and the message as unsupported.
 */
import { z } from 'zod'

const lenient = <Schema extends z.ZodType>(schema: Schema) =>
  schema
    .nullish()
    .transform((value) => value ?? undefined)
    .catch(undefined)

const userId = z.string().min(1)
/** 64 bits: never a number of ours. */
const token = z.union([z.string().regex(/^\d+$/), z.int().min(0)]).transform(String)
/** In milliseconds; only the check of a webhook has times beyond reason. */
const moment = z.int().min(0).max(8.64e15)

const user = z.object({ id: userId, name: lenient(z.string()), language: lenient(z.string()) })
export type User = z.output<typeof user>

const content = z.object({
  type: z.string(),
  text: lenient(z.string()),
  media: lenient(z.string()),
  file_name: lenient(z.string()),
  size: lenient(z.int().min(0)),
  duration: lenient(z.number()),
  sticker_id: lenient(z.union([z.string(), z.int()]).transform(String)),
  contact: lenient(z.object({ name: lenient(z.string()), phone_number: lenient(z.string()) })),
  location: lenient(z.object({ lat: z.number(), lon: z.number(), address: lenient(z.string()) })),
  tracking_data: lenient(z.string()),
})
export type Content = z.output<typeof content>

const happened = { timestamp: moment, message_token: token }

/** The callbacks that mean something to us; any other is told by its name alone. */
export const callback = z.discriminatedUnion('event', [
  z.object({
    ...happened,
    event: z.literal('message'),
    sender: user,
    message: content,
    chat_id: lenient(z.string()),
  }),
  z.object({
    ...happened,
    event: z.literal('conversation_started'),
    user,
    context: lenient(z.string()),
  }),
  z.object({ ...happened, event: z.literal('subscribed'), user }),
  z.object({ ...happened, event: z.literal('unsubscribed'), user_id: userId }),
  z.object({ ...happened, event: z.literal('delivered'), user_id: userId }),
  z.object({ ...happened, event: z.literal('seen'), user_id: userId }),
  z.object({
    ...happened,
    event: z.literal('failed'),
    user_id: userId,
    desc: lenient(z.string()),
  }),
])
export type Callback = z.output<typeof callback>

export const otherCallback = z.object({ event: z.string().min(1) })

/** Answered with a welcome, where nobody has subscribed yet. */
export const conversationStarted = z.object({
  event: z.literal('conversation_started'),
  subscribed: lenient(z.boolean()),
})

export const answer = z.object({ status: z.int(), status_message: lenient(z.string()) })

export const accountInfo = z.object({
  id: z.string().min(1),
  name: z.string(),
  uri: lenient(z.string()),
  webhook: lenient(z.string()),
  event_types: lenient(z.array(z.string())),
})

export const sentMessage = z.object({ message_token: token })
export const anything = z.object({})
