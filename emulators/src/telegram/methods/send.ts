import { readMarkup } from '../markup.ts'
import type { Params } from '../params.ts'
import { badRequest } from '../refusal.ts'
import { readMessageText } from '../text/read-text.ts'
import { post } from '../transcript.ts'
import { wireMessage } from '../wire.ts'
import type { Content, WireLocation, WireMessage } from '../wire-types.ts'
import type { Call, Method } from './call.ts'
import { getChat, getOpenChat, readReplyTarget } from './chats.ts'

/** How long a chat shows an action, unless a message comes first. */
const ACTION_MS = 5000

/**
 * Sends what has been read from the call. What is wrong is found in the platform's order: the
 * content (read before this), the markup, the chat, the person, the message answered.
 */
export function send(call: Call, content: Content): WireMessage {
  const { telegram, bot, method, params } = call
  const markup = readMarkup(params)
  const chat = getOpenChat(call)
  checkRequests(markup, chat.id)
  const replyTo = readReplyTarget(call, chat)
  const message = post(telegram, chat, { authorId: bot.id, content, markup, replyTo, method })
  return wireMessage(telegram.world, chat, message)
}

function checkRequests(markup: ReturnType<typeof readMarkup>, chatId: number): void {
  if (chatId > 0 || !markup || !('keyboard' in markup)) return
  const buttons = markup.keyboard.flat()
  if (buttons.some((button) => button.request_contact))
    throw badRequest('phone number can be requested in private chats only')
  if (buttons.some((button) => button.request_location))
    throw badRequest('location can be requested in private chats only')
}

export const sendMessage: Method = (call) => {
  const { text, entities } = readMessageText(call.params)
  const preview = call.params.json('link_preview_options', "can't parse link preview options")
  return send(call, {
    text,
    ...(entities.length > 0 && { entities }),
    ...(preview !== undefined && { link_preview_options: preview }),
  })
}

export const sendLocation: Method = (call) => send(call, { location: readLocation(call.params) })

export const sendVenue: Method = (call) => {
  const location = readLocation(call.params)
  const title = call.params.text('title')
  const address = call.params.text('address')
  if (title === '') throw badRequest('title must be non-empty')
  if (address === '') throw badRequest('address must be non-empty')
  return send(call, { venue: { location, title, address }, location })
}

export const sendContact: Method = (call) => {
  const { params } = call
  const phone = params.text('phone_number')
  const firstName = params.text('first_name')
  const lastName = params.text('last_name')
  if (phone === '') throw badRequest('phone number is empty')
  if (firstName === '') throw badRequest('first name is empty')
  return send(call, {
    contact: {
      phone_number: phone,
      first_name: firstName,
      ...(lastName !== '' && { last_name: lastName }),
    },
  })
}

function readLocation(params: Params): WireLocation {
  const latitude = params.decimal('latitude')
  const longitude = params.decimal('longitude')
  if (latitude === undefined) throw badRequest('latitude is empty')
  if (longitude === undefined) throw badRequest('longitude is empty')
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180)
    throw badRequest('wrong location specified')
  return { latitude, longitude }
}

const ACTIONS = new Set(
  `typing upload_photo record_video upload_video record_voice upload_voice upload_document
   choose_sticker find_location record_video_note upload_video_note`.split(/\s+/),
)

export const sendChatAction: Method = (call) => {
  const { telegram, params } = call
  const action = params.text('action').toLowerCase()
  if (!ACTIONS.has(action)) throw badRequest('wrong parameter action in request')
  const chat = getOpenChat(call)
  chat.typing = { action, until: telegram.clock.now() + ACTION_MS * telegram.clock.timeScale }
  telegram.touch(chat)
  telegram.clock.after(ACTION_MS + 20, () => telegram.touch(chat))
  return true
}

export const copyMessage: Method = (call) => {
  const { telegram, bot, params, method } = call
  const source = getChat(call, 'from_chat_id').messages.get(params.integer('message_id'))
  if (!source || source.deletedAt !== undefined) throw badRequest('message to copy not found')
  const chat = getOpenChat(call)
  const message = post(telegram, chat, { authorId: bot.id, content: source.content, method })
  return { message_id: message.id }
}
