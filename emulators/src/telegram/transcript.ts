import type { Chat, Message } from './model.ts'
import type { Telegram } from './telegram.ts'
import type { Content, InlineKeyboard, Markup } from './wire-types.ts'

export interface Post {
  authorId: number
  content: Content
  replyTo?: number | undefined
  markup?: Markup | undefined
  method?: string
}

/** Adds a message to a chat, whoever wrote it. */
export function post(telegram: Telegram, chat: Chat, draft: Post): Message {
  const { world } = telegram
  const message: Message = {
    id: chat.nextMessageId++,
    authorId: draft.authorId,
    at: world.clock.now(),
    content: draft.content,
    ...(draft.replyTo !== undefined && { replyTo: draft.replyTo }),
    ...(draft.method && { method: draft.method }),
    ...readMarkupOf(draft.markup),
  }
  if (draft.markup) showKeyboard(telegram, chat, draft.markup)
  delete chat.typing
  world.saveMessage(chat, message)
  telegram.touch(chat)
  return message
}

function readMarkupOf(markup: Markup | undefined): Partial<Message> {
  if (!markup) return {}
  return isInline(markup) ? { inlineKeyboard: markup } : { hasReplyMarkup: true }
}

function showKeyboard({ world }: Telegram, chat: Chat, markup: Markup): void {
  if ('keyboard' in markup) chat.keyboard = markup
  else if ('remove_keyboard' in markup) delete chat.keyboard
  else return
  world.saveChat(chat)
}

export const isInline = (markup: Markup): markup is InlineKeyboard => 'inline_keyboard' in markup

/** A message that is still there. */
export function findMessage(chat: Chat, id: number): Message | undefined {
  const message = chat.messages.get(id)
  return message?.deletedAt === undefined ? message : undefined
}

export function saveEdit(telegram: Telegram, chat: Chat, message: Message): void {
  message.editedAt = telegram.clock.now()
  telegram.world.saveMessage(chat, message)
  telegram.touch(chat)
}

export function erase(telegram: Telegram, chat: Chat, message: Message): void {
  message.deletedAt = telegram.clock.now()
  telegram.world.saveMessage(chat, message)
  telegram.touch(chat)
}
