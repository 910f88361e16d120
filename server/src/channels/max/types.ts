/**
 * Wire types, spelled as MAX spells them, with the fields we read and no others.
 * https://dev.max.ru/docs-api
 *
 * What says who, where and when must be right, or the update is unreadable. Content may be of a
 * shape we do not know: then it counts as absent, and the message as unsupported.
 */
import { z } from 'zod'

/** int64 on the wire. Those of people, bots and chats fit; `seq`, which does not, is never read. */
const id = z.int()
/** In milliseconds, within what a Date can say. */
const moment = z.int().min(0).max(8.64e15)

const lenient = <Schema extends z.ZodType>(schema: Schema) =>
  schema
    .nullish()
    .transform((value) => value ?? undefined)
    .catch(undefined)

export const user = z.object({
  user_id: id,
  is_bot: lenient(z.boolean()),
  first_name: lenient(z.string()),
  last_name: lenient(z.string()),
  /** Deprecated and still sent: the name as it is shown. */
  name: lenient(z.string()),
  username: lenient(z.string()),
})
export type User = z.output<typeof user>

const mediaPayload = z.object({
  token: lenient(z.string()),
  url: lenient(z.string()),
  code: lenient(z.string()),
  vcf_info: lenient(z.string()),
  hash: lenient(z.string()),
  max_info: lenient(user),
})

/** One shape for all of them: what a kind lacks is absent. */
const attachment = z.object({
  type: z.string(),
  payload: lenient(mediaPayload),
  filename: lenient(z.string()),
  size: lenient(z.int().min(0)),
  width: lenient(z.int()),
  height: lenient(z.int()),
  duration: lenient(z.number()),
  latitude: lenient(z.number()),
  longitude: lenient(z.number()),
  title: lenient(z.string()),
})
export type Attachment = z.output<typeof attachment>

const keyboard = z.object({
  type: z.literal('inline_keyboard'),
  payload: z.object({
    buttons: z.array(
      z.array(z.object({ text: lenient(z.string()), payload: lenient(z.string()) })),
    ),
  }),
})

const markup = z.object({
  type: z.string(),
  from: z.int(),
  length: z.int(),
  url: lenient(z.string()),
  user_link: lenient(z.string()),
})
export type Markup = z.output<typeof markup>

const body = z.object({
  mid: z.string().min(1),
  text: lenient(z.string()),
  attachments: lenient(z.array(z.unknown())),
  markup: lenient(z.array(z.unknown())),
})
export type Body = z.output<typeof body>

export const message = z.object({
  sender: lenient(user),
  recipient: z.object({
    chat_type: z.string(),
    chat_id: lenient(id),
    user_id: lenient(id),
  }),
  timestamp: moment,
  body,
  link: lenient(z.object({ type: z.string(), sender: lenient(user), message: lenient(body) })),
})
export type Message = z.output<typeof message>

const happened = { timestamp: moment }
const inDialog = { ...happened, user, user_locale: lenient(z.string()) }

/** The ten kinds we ask for; anything else is told by its name alone. */
export const update = z.discriminatedUnion('update_type', [
  z.object({
    ...happened,
    update_type: z.literal('message_created'),
    message,
    user_locale: lenient(z.string()),
  }),
  z.object({ ...happened, update_type: z.literal('message_edited'), message }),
  z.object({
    ...happened,
    update_type: z.literal('message_removed'),
    message_id: z.string().min(1),
    user_id: lenient(id),
  }),
  z.object({
    ...happened,
    update_type: z.literal('message_callback'),
    callback: z.object({
      callback_id: z.string().min(1),
      payload: lenient(z.string()),
      timestamp: moment,
      user,
    }),
    message: lenient(message),
    user_locale: lenient(z.string()),
  }),
  z.object({
    ...inDialog,
    update_type: z.literal('bot_started'),
    payload: lenient(z.string()),
  }),
  z.object({ ...inDialog, update_type: z.literal('bot_stopped') }),
  z.object({ ...inDialog, update_type: z.literal('dialog_removed') }),
])
export type Update = z.output<typeof update>

/** Of an update that is none of the above: enough to say what it was. */
export const unknownUpdate = z.object({ update_type: z.string().min(1), timestamp: moment })

/** What is shown: of what was forwarded, text and files stand in the link. */
export const carriedBy = ({ body, link }: Message): Body =>
  (link?.type === 'forward' && link.message) || body

export function attachmentsOf({ attachments = [] }: Body): Attachment[] {
  return attachments.flatMap((each) => attachment.safeParse(each).data ?? [])
}

export function markupOf({ markup: marks = [] }: Body): Markup[] {
  return marks.flatMap((each) => markup.safeParse(each).data ?? [])
}

/** What the button that was pressed says, while its message is still there. */
export function labelOf(found: Message | undefined, payload: string): string | undefined {
  const boards = (found?.body.attachments ?? []).flatMap(
    (each) => keyboard.safeParse(each).data ?? [],
  )
  const buttons = boards.flatMap((board) => board.payload.buttons.flat())
  return buttons.find((button) => button.payload === payload)?.text
}

/** https://dev.max.ru/docs-api/methods/GET/me */
export const botInfo = user

export const refusal = z.object({ code: lenient(z.string()), message: lenient(z.string()) })

export const success = z.object({ success: z.boolean(), message: lenient(z.string()) })

export const subscriptions = z.object({
  subscriptions: z.array(z.object({ url: z.string(), update_types: lenient(z.array(z.string())) })),
})

/** Read again as they are; each must name its kind, or it is no update. */
export const polledUpdates = z.object({
  updates: z.array(z.looseObject({ update_type: z.string() })),
  marker: lenient(z.int()),
})

export const sentMessage = z.object({ message })

export const messages = z.object({ messages: z.array(z.looseObject({ timestamp: moment })) })

export const uploadPlace = z.object({ url: z.url(), token: lenient(z.string()) })

/** Files answer with a token, pictures with one for each of their sizes. */
export const uploaded = z.object({
  token: lenient(z.string()),
  photos: lenient(z.record(z.string(), z.object({ token: z.string() }))),
})

export const videoInfo = z.object({ urls: lenient(z.record(z.string(), z.unknown())) })
