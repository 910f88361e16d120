import type { Keyboard, RichMedia } from './buttons.ts'

/** What the platform remembers. Times are milliseconds, on the wire too. */

export interface Bot {
  /** On the wire with `pa:` before it; too long for a number. */
  id: string
  token: string
  name: string
  /** What links to the bot are made of. */
  uri: string
  isRevoked: boolean
  /** Accepts http:// to loopback; the real one wants https with a known certificate. */
  allowsLocalWebhooks: boolean
  /** 100 messages an hour to somebody who does not reply, two looks at a user in twelve hours. */
  limitsRate: boolean
  /** Some have seen the platform confirm people's own messages, too. */
  confirmsIncoming: boolean
  webhook?: Webhook
}

export interface Webhook {
  url: string
  /** As the bot will be told; the three that cannot be left out are among them. */
  events: string[]
  sendsName: boolean
  sendsPhoto: boolean
}

export interface Person {
  id: number
  name: string
  language: string
  country: string
  phone: string
  apiVersion: number
  /** Each of them confirms what it has got. */
  devices: number
  /** Names and pictures are kept from bots. */
  isHidden: boolean
  isOffline: boolean
  /** Whose phones the sandbox page draws. */
  hasPhone: boolean
  /** The bot this person was made for: the phone shows it before the first message. */
  botId?: string
}

/** A bot's side of a person, who has another id for every bot. */
export interface Dialog {
  botId: string
  personId: number
  userId: string
  isSubscribed: boolean
  isBlocked: boolean
  /** When the bot wrote since the person last did. */
  unanswered: number[]
  lookedAt: number[]
  /** Of the bot's last message: it comes back with what the person writes. */
  trackingData?: string
  keyboard?: Keyboard
  /** A link to open, for the phone to show. */
  notice?: { text: string; url?: string; at: number }
  outbox: Draft[]
  unseenSince?: number
  messages: Map<string, Message>
}

/** As it stands on the wire; addresses of files are put in when it goes out. */
export type Content = Record<string, unknown> & { type?: string; text?: string }

export interface Draft {
  content: Content
  fileId?: string
  thumbnailId?: string
  isSilent?: boolean
  replyTo?: string
}

export interface Message extends Draft {
  /** 64 bits: a number on the wire, text here. */
  token: string
  from: 'bot' | 'person'
  at: number
  sender?: string
  richMedia?: RichMedia
  /** The method that sent it; `welcome` when it answered conversation_started. */
  method?: string
  deliveredAt?: number
  seenAt?: number
  /** Why the phone could not show it. */
  failedAs?: string
  deletedAt?: number
  pressed?: { row: number; column: number }
  /** Accepted and then dropped on purpose: the person never sees it. */
  isDropped?: true
}
