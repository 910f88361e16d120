import type { Bot, Chat, Draft, Message } from './model.ts'
import type { Telegram } from './telegram.ts'
import { wireUser } from './wire.ts'
import type { Content, InlineButton, ReplyKeyboard } from './wire-types.ts'

/** `waiting`: on the phone; `sent`: the platform has it; `taken`: the bot has it too. */
export type Progress = 'waiting' | 'sent' | 'taken'

export interface MessageView {
  id?: number
  from: 'bot' | 'person'
  author: string
  at: number
  editedAt?: number
  deletedAt?: number
  progress?: Progress
  /** The phone has no network and has not seen it yet. */
  isUnseen?: true
  content: Content
  replyTo?: { id: number; author: string; text: string }
  buttons?: InlineButton[][]
  pressed?: { row: number; column: number }
  reactions: { by: 'bot' | 'person'; emoji: string }[]
}

export interface ChatView {
  botId: number
  chatId: number
  title: string
  isBlocked: boolean
  isOffline: boolean
  typing?: string
  notice?: { text: string; isAlert: boolean; at: number }
  keyboard?: ReplyKeyboard
  /** Oldest first. */
  messages: MessageView[]
}

/** A chat as the person sees it on the phone. */
export function viewChat(telegram: Telegram, bot: Bot, chat: Chat, limit = 200): ChatView {
  const isOffline = telegram.world.people.get(chat.id)?.isOffline ?? false
  const now = telegram.clock.now()
  const untaken = findUntaken(telegram, bot, chat)
  const messages = [...chat.messages.values()]
    .slice(-limit)
    .map((message) => viewMessage(telegram, chat, message, untaken))
  return {
    botId: bot.id,
    chatId: chat.id,
    title: telegram.world.groups.get(chat.id)?.title ?? bot.name,
    isBlocked: chat.isBlocked,
    isOffline,
    ...(chat.typing && chat.typing.until > now && { typing: chat.typing.action }),
    ...(chat.notice && now - chat.notice.at < 5000 && { notice: chat.notice }),
    ...(chat.keyboard && { keyboard: chat.keyboard }),
    messages: [...messages, ...chat.outbox.map((draft) => viewDraft(draft, now))],
  }
}

function findUntaken(telegram: Telegram, bot: Bot, chat: Chat): Set<number> {
  const untaken = new Set<number>()
  for (const update of telegram.updates.pending(bot))
    if (update.chatId === chat.id && update.kind === 'message' && update.messageId !== undefined)
      untaken.add(update.messageId)
  return untaken
}

function viewMessage(
  telegram: Telegram,
  chat: Chat,
  message: Message,
  untaken: Set<number>,
): MessageView {
  const from = message.authorId === chat.botId ? 'bot' : 'person'
  const quoted = message.replyTo === undefined ? undefined : chat.messages.get(message.replyTo)
  const isLate = message.isLost || untaken.has(message.id)
  return {
    id: message.id,
    from,
    author: wireUser(telegram.world, message.authorId).first_name,
    at: message.at,
    ...(message.editedAt && { editedAt: message.editedAt }),
    ...(message.deletedAt && { deletedAt: message.deletedAt }),
    ...(from === 'person' && { progress: isLate ? 'sent' : 'taken' }),
    ...(isUnseen(chat, message) && { isUnseen: true }),
    content: message.content,
    ...(quoted && {
      replyTo: {
        id: quoted.id,
        author: wireUser(telegram.world, quoted.authorId).first_name,
        text: quoted.content.text ?? quoted.content.caption ?? '',
      },
    }),
    ...(message.inlineKeyboard && { buttons: message.inlineKeyboard.inline_keyboard }),
    ...(message.pressed && { pressed: message.pressed }),
    reactions: (message.reactions ?? []).flatMap(({ userId, emoji }) =>
      emoji.map((one) => ({
        by: userId === chat.botId ? ('bot' as const) : ('person' as const),
        emoji: one,
      })),
    ),
  }
}

function isUnseen(chat: Chat, message: Message): boolean {
  return chat.unseenSince !== undefined && message.at >= chat.unseenSince
}

function viewDraft({ content }: Draft, now: number): MessageView {
  return { from: 'person', author: '', at: now, progress: 'waiting', content, reactions: [] }
}

export interface SentView {
  chatId: number
  messageId: number
  method: string
  at: number
  text?: string
  deletedAt?: number
}

/** Every message the bot was allowed to send, in order: where a doubled answer shows. */
export function listSent(telegram: Telegram, bot: Bot, chatId?: number): SentView[] {
  const sent: SentView[] = []
  for (const chat of telegram.world.chats()) {
    if (chat.botId !== bot.id || (chatId !== undefined && chat.id !== chatId)) continue
    for (const message of chat.messages.values())
      if (message.method) sent.push(viewSent(chat, message, message.method))
  }
  return sent.sort((a, b) => a.at - b.at)
}

function viewSent(chat: Chat, message: Message, method: string): SentView {
  const text = message.content.text ?? message.content.caption
  return {
    chatId: chat.id,
    messageId: message.id,
    method,
    at: message.at,
    ...(text !== undefined && { text }),
    ...(message.deletedAt && { deletedAt: message.deletedAt }),
  }
}
