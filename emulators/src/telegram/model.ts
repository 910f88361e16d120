import type { Content, InlineKeyboard, ReplyKeyboard } from './wire-types.ts'

/** What the platform remembers. Times are milliseconds; the wire turns them into seconds. */

export interface Bot {
  id: number
  token: string
  name: string
  username: string
  status: 'active' | 'revoked' | 'logged-out'
  readsWholeGroups: boolean
  /** Accepts http:// and any host, as the real server does when it runs with `--local`. */
  allowsLocalWebhooks: boolean
  /** Published limits: a message a second in a chat, thirty in all. */
  limitsRate: boolean
  nextUpdateId: number
  allowedUpdates?: string[]
  webhook?: Webhook
  commands: unknown[]
}

export interface Webhook {
  url: string
  secret?: string
  maxConnections: number
  hasCertificate: boolean
  ipAddress?: string
  lastError?: { at: number; message: string }
}

export interface Person {
  id: number
  firstName: string
  lastName?: string
  username?: string
  languageCode?: string
  phone: string
  isDeactivated: boolean
  isOffline: boolean
  /** Whose phones the sandbox page draws. */
  hasPhone: boolean
  /** The bot this person was made for: the phone shows it before the first message. */
  botId?: number
}

export interface Group {
  id: number
  title: string
  type: 'group' | 'supergroup'
  memberIds: number[]
  migratedTo?: number
}

/** A bot's side of a chat: message ids are counted per bot, as for any account. */
export interface Chat {
  botId: number
  /** The person's id in a private chat, negative in a group. */
  id: number
  isBlocked: boolean
  keyboard?: ReplyKeyboard
  typing?: { action: string; until: number }
  /** What the bot answered to the last press, for the phone to show. */
  notice?: { text: string; isAlert: boolean; at: number }
  /** Written while the phone had no network; sent when it is back. */
  outbox: Draft[]
  /** Since when a phone without network has seen nothing new. */
  unseenSince?: number
  nextMessageId: number
  messages: Map<number, Message>
}

export interface Draft {
  content: Content
  replyTo?: number
}

export interface Message {
  id: number
  /** The bot, or the person who wrote it. */
  authorId: number
  at: number
  editedAt?: number
  deletedAt?: number
  content: Content
  replyTo?: number
  inlineKeyboard?: InlineKeyboard
  /** Sent with a markup that is not inline: the platform then refuses every edit. */
  hasReplyMarkup?: true
  /** The method that sent it, when the bot did. */
  method?: string
  /** The button the person pressed last, so that the page shows it as pressed. */
  pressed?: { row: number; column: number; at: number }
  reactions?: { userId: number; emoji: string[] }[]
  /** Its update was lost on purpose. */
  isLost?: true
}

export interface StoredFile {
  id: string
  uniqueId: string
  botId: number
  size: number
  /** As getFile gives it: `photos/file_3.jpg`. */
  path: string
  name?: string
  mimeType?: string
}

export interface Update {
  id: number
  botId: number
  kind: string
  body: unknown
  /** Only one update of a lane is in flight. */
  lane: string
  at: number
  expiresAt: number
  chatId?: number
  messageId?: number
}

export const chatKey = (botId: number, chatId: number) => `${botId}:${chatId}`
