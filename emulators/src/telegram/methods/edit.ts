import { readInlineMarkup } from '../markup.ts'
import type { MediaKind } from '../media.ts'
import type { Chat, Message } from '../model.ts'
import { isObject, Params } from '../params.ts'
import { badRequest } from '../refusal.ts'
import { readMessageText } from '../text/read-text.ts'
import { saveEdit } from '../transcript.ts'
import { wireMessage } from '../wire.ts'
import type { Content, InlineKeyboard } from '../wire-types.ts'
import type { Call, Method } from './call.ts'
import { getMessage, getOpenChat } from './chats.ts'
import { captionOf, readMedia } from './send-media.ts'

const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message'

interface Target {
  chat: Chat
  message: Message
}

interface Change {
  content: Content
  keyboard: InlineKeyboard | undefined
}

export const editMessageText: Method = (call) => {
  const { text, entities } = readMessageText(call.params)
  const keyboard = readInlineMarkup(call.params)
  const target = getTarget(call)
  if (target.message.content.text === undefined)
    throw badRequest('there is no text in the message to edit')
  const content = { text, ...(entities.length > 0 && { entities }) }
  return apply(call, target, { content, keyboard })
}

export const editMessageCaption: Method = (call) => {
  const caption = captionOf(call.params)
  const keyboard = readInlineMarkup(call.params)
  const target = getTarget(call)
  const { caption: _, caption_entities: __, ...media } = target.message.content
  if (!hasMedia(media)) throw badRequest('there is no caption in the message to edit')
  return apply(call, target, { content: { ...media, ...caption }, keyboard })
}

export const editMessageMedia: Method = async (call) => {
  const given = call.params.json('media', "can't parse input media JSON object")
  if (!isObject(given)) throw badRequest('input media is not specified')
  const fields = new Params()
  fields.setJson(given)
  const keyboard = readInlineMarkup(call.params)
  const target = getTarget(call)
  if (!hasMedia(target.message.content)) throw badRequest("message can't be edited")
  const kind = fields.text('type') as MediaKind
  const media = await readMedia(call, kind, fields.text('media'), 'media')
  return apply(call, target, { content: { ...media, ...captionOf(fields) }, keyboard })
}

export const editMessageReplyMarkup: Method = (call) => {
  const keyboard = readInlineMarkup(call.params)
  const target = getTarget(call)
  return apply(call, target, { content: target.message.content, keyboard })
}

function getTarget(call: Call): Target {
  const chat = getOpenChat(call)
  const message = getMessage(chat, call.params.integer('message_id'), 'edit')
  if (message.authorId !== call.bot.id || message.hasReplyMarkup)
    throw badRequest("message can't be edited")
  return { chat, message }
}

/** A keyboard that is not given is removed: the platform keeps nothing by itself. */
function apply({ telegram }: Call, { chat, message }: Target, { content, keyboard }: Change) {
  if (isSame(message.content, content) && isSame(message.inlineKeyboard, keyboard))
    throw badRequest(NOT_MODIFIED)
  message.content = content
  delete message.pressed
  if (keyboard) message.inlineKeyboard = keyboard
  else delete message.inlineKeyboard
  saveEdit(telegram, chat, message)
  return wireMessage(telegram.world, chat, message)
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

function hasMedia(content: Content): boolean {
  return ['photo', 'document', 'voice', 'audio', 'video', 'animation'].some(
    (kind) => kind in content,
  )
}
