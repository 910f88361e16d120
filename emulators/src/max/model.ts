import type { Markup } from './text/formatted.ts'

/** What the platform remembers. Times are milliseconds, on the wire too. */

export interface Bot {
  id: number
  token: string
  name: string
  username: string
  description: string
  isRevoked: boolean
  commands: { name: string; description: string }[]
  /** Accepts http:// to loopback; the real one wants https on port 443. */
  allowsLocalWebhooks: boolean
  /** Whether a second address is added or replaces the first, which no documentation says. */
  keepsSeveralWebhooks: boolean
  /** 30 requests a second in all, two a second in a dialog. */
  limitsRate: boolean
  subscriptions: Subscription[]
  /** Up to here the polling bot has confirmed. */
  committedId: number
}

export interface Subscription {
  url: string
  secret?: string
  at: number
  /** Absent: everything. */
  types?: string[]
}

export interface Person {
  id: number
  firstName: string
  lastName?: string
  username?: string
  locale: string
  phone: string
  isOffline: boolean
  /** Whose phones the sandbox page draws. */
  hasPhone: boolean
  /** The bot this person was made for: the phone shows it before the first message. */
  botId?: number
}

/** `none`: never begun, so the bot may not write; `suspended`: the person has stopped the bot. */
export type DialogStatus = 'none' | 'active' | 'suspended' | 'removed'

export interface Dialog {
  /** Of both: `user_id XOR bot_user_id`. */
  id: number
  botId: number
  personId: number
  status: DialogStatus
  isMuted: boolean
  typing?: { action: string; until: number }
  /** What the bot answered to the last press, for the phone to show. */
  notice?: { text: string; at: number }
  /** Written while the phone had no network; sent when it is back. */
  outbox: Draft[]
  /** Since when a phone without network has seen nothing new. */
  unseenSince?: number
  lastEventAt: number
  messages: Map<string, Message>
}

export interface Draft {
  text?: string
  markup?: Markup[]
  attachments: Attachment[]
  link?: Link
}

/** Quoted, or brought from elsewhere: then it comes with all its content. */
export type Link =
  | { type: 'reply'; mid: string }
  | { type: 'forward'; author: Author; chatId?: number; at: number; body: ForwardedBody }

export interface Author {
  id: number
  name: string
  isBot: boolean
}

export interface ForwardedBody {
  mid: string
  seq: string
  text?: string
  markup?: Markup[]
  attachments: Attachment[]
}

export interface Message extends Draft {
  mid: string
  /** Above 2^53: a number on the wire, text here. */
  seq: string
  authorId: number
  at: number
  editedAt?: number
  deletedAt?: number
  /** The method that sent it, when the bot did. */
  method?: string
  pressed?: { row: number; column: number }
  /** The button whose press is unanswered. */
  pending?: { row: number; column: number }
  /** Accepted and then dropped on purpose: the person never sees it. */
  isDropped?: true
  /** The person no longer sees it: the dialog was cleared. */
  isCleared?: true
}

export type AssetKind = 'image' | 'video' | 'audio' | 'file' | 'sticker'

/** Something uploaded, by the token it is sent with. */
export interface Asset {
  token: string
  kind: AssetKind
  botId: number
  fileId: string
  photoId?: number
  width?: number
  height?: number
  duration?: number
  thumbnailId?: string
}

export type Attachment =
  | { type: AssetKind; token: string }
  | { type: 'contact'; vcf?: string; hash?: string; user?: Author }
  | { type: 'location'; latitude: number; longitude: number }
  | { type: 'share'; url: string; title?: string; description?: string }
  | { type: 'inline_keyboard'; callbackId: string; rows: Button[][] }

export interface Button {
  type: string
  text: string
  payload?: string
  url?: string
  quick?: boolean
  web_app?: string
}

export const dialogIdOf = (botId: number, personId: number) =>
  Number(BigInt(botId) ^ BigInt(personId))
