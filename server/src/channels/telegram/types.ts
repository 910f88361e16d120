/**
 * Wire types, spelled as Telegram spells them, with the fields we read and no others.
 * https://core.telegram.org/bots/api#available-types
 *
 * What says who, where and when must be right, or the update is unreadable. Content may be of a
 * shape we do not know: then it counts as absent, and the message as unsupported.
 */
import { z } from 'zod'

/** Identifiers have up to 52 significant bits; `z.int` refuses what a number cannot hold exactly. */
const id = z.int()
/** In seconds, within what a Date can say. */
const unixTime = z.int().min(0).max(8.64e12)

const lenient = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined)

const user = z.object({
  id,
  is_bot: z.boolean(),
  first_name: z.string(),
  last_name: lenient(z.string()),
  username: lenient(z.string()),
  language_code: lenient(z.string()),
})
export type User = z.output<typeof user>

const chat = z.object({ id, type: z.string(), title: lenient(z.string()) })

/** One shape for all of them: what a kind lacks is absent. */
const media = z.object({
  file_id: z.string().min(1),
  file_size: lenient(z.int().min(0)),
  file_name: lenient(z.string()),
  mime_type: lenient(z.string()),
  width: lenient(z.int()),
  height: lenient(z.int()),
  /** Of a video note: its diameter. */
  length: lenient(z.int()),
  duration: lenient(z.number()),
})
export type Media = z.output<typeof media>

const sticker = media.extend({
  emoji: lenient(z.string()),
  is_animated: lenient(z.boolean()),
  is_video: lenient(z.boolean()),
  thumbnail: lenient(media),
})
export type Sticker = z.output<typeof sticker>

const location = z.object({
  latitude: z.number(),
  longitude: z.number(),
  live_period: lenient(z.number()),
})

const entity = z.object({
  type: z.string(),
  offset: z.int(),
  length: z.int(),
  url: lenient(z.string()),
})
export type Entity = z.output<typeof entity>

const forwardOrigin = z.object({
  sender_user: lenient(user),
  sender_user_name: lenient(z.string()),
  sender_chat: lenient(chat),
  chat: lenient(chat),
})
export type ForwardOrigin = z.output<typeof forwardOrigin>

const inlineKeyboard = z.object({
  inline_keyboard: z.array(
    z.array(z.object({ text: z.string(), callback_data: lenient(z.string()) })),
  ),
})

const repliedMessage = z.object({
  message_id: id,
  from: lenient(user),
  chat,
  text: lenient(z.string()),
  caption: lenient(z.string()),
})

/** Loose, because the name of a kind we do not know is one of its keys. */
const message = z.looseObject({
  message_id: id,
  from: user.optional(),
  chat,
  date: unixTime,
  edit_date: unixTime.optional(),
  media_group_id: lenient(z.string()),
  reply_to_message: lenient(repliedMessage),
  quote: lenient(z.object({ text: z.string() })),
  forward_origin: lenient(forwardOrigin),
  text: z.string().optional(),
  entities: lenient(z.array(entity)),
  caption: z.string().optional(),
  caption_entities: lenient(z.array(entity)),
  photo: lenient(z.array(media)),
  document: lenient(media),
  voice: lenient(media),
  audio: lenient(media),
  video: lenient(media),
  video_note: lenient(media),
  animation: lenient(media),
  sticker: lenient(sticker),
  location: lenient(location),
  venue: lenient(z.object({ location, title: z.string(), address: z.string() })),
  contact: lenient(
    z.object({
      phone_number: z.string(),
      first_name: z.string(),
      last_name: lenient(z.string()),
      user_id: lenient(id),
    }),
  ),
  dice: lenient(z.object({ emoji: z.string(), value: z.int() })),
  poll: lenient(z.object({ question: z.string() })),
  game: lenient(z.object({ title: z.string() })),
})
export type Message = z.output<typeof message>

const callbackQuery = z.object({
  id: z.string().min(1),
  from: user,
  /** A stub of chat, id and a zero date when the message is gone; absent for inline messages. */
  message: lenient(
    z.object({ message_id: id, chat, date: unixTime, reply_markup: lenient(inlineKeyboard) }),
  ),
  data: z.string().optional(),
})
export type CallbackQuery = z.output<typeof callbackQuery>

const chatMemberUpdated = z.object({
  chat,
  from: user,
  date: unixTime,
  new_chat_member: z.object({ status: z.string() }),
})
export type ChatMemberUpdated = z.output<typeof chatMemberUpdated>

/** https://core.telegram.org/bots/api#update: at most one field besides the number. */
export const update = z.looseObject({
  update_id: id,
  message: message.optional(),
  edited_message: message.optional(),
  callback_query: callbackQuery.optional(),
  my_chat_member: chatMemberUpdated.optional(),
})

/** What is kept of a message that we sent. */
export const sentMessage = z.object({ message_id: id, chat: z.object({ id }) })
export type SentMessage = z.output<typeof sentMessage>

export const bot = user.extend({ is_bot: z.literal(true) })

export const webhookState = z.object({
  url: z.string(),
  allowed_updates: z.array(z.string()).optional(),
  last_error_message: z.string().optional(),
})

/** `file_path` is missing while a server still fetches the file. */
export const fileState = z.object({ file_path: z.string().optional() })

/** https://core.telegram.org/bots/api#making-requests */
export const apiAnswer = z.union([
  z.object({ ok: z.literal(true), result: z.unknown() }),
  z.object({
    ok: z.literal(false),
    error_code: z.int(),
    description: z.string().catch(''),
    parameters: lenient(z.object({ retry_after: z.unknown() })),
  }),
])
export type Refusal = Extract<z.output<typeof apiAnswer>, { ok: false }>
