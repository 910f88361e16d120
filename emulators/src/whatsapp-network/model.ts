/**
 * What the messenger itself remembers, whoever sells access to it. Times are milliseconds; each
 * provider writes them its own way.
 */

export interface Person {
  /** The phone they were made with: stays when the phone changes. */
  id: string
  name: string
  username?: string
  /** Digits, as the messenger spells them: `5541…` without the ninth digit is one of these. */
  phone: string
  /** What ids for companies are derived from; a changed phone brings a new one. */
  userKey: string
  /** Uses a username: companies are told an id and no phone. */
  isPhoneHidden: boolean
  isOnWhatsApp: boolean
  isOffline: boolean
  reads: Reading
  /** Whose phones the sandbox page draws. */
  hasPhone: boolean
  /** The company's number they were made for: the phone shows it before the first message. */
  line?: string
}

/** When a delivered message is seen, and `never` for those who switched receipts off. */
export const READINGS = ['at-once', 'by-hand', 'never'] as const
export type Reading = (typeof READINGS)[number]

export interface Chat {
  line: string
  person: string
  /** The person blocked the company: nobody is told. */
  isBlocked: boolean
  /** The company blocked the person. */
  isShut: boolean
  /** The last time the person wrote: the company may answer freely for a day. */
  wroteAt?: number
  stopsMarketing?: true
  typingUntil?: number
  /** Written while the phone had no network; sent when it is back. */
  outbox: Draft[]
  messages: Map<string, Message>
}

export interface Draft {
  content: Content
  replyTo?: string
}

export const STATUSES = ['accepted', 'sent', 'delivered', 'read', 'failed'] as const
export type Status = (typeof STATUSES)[number]

export interface Message {
  id: string
  from: 'company' | 'person'
  at: number
  content: Content
  replyTo?: string
  /** Of the company's messages. */
  status?: Status
  /** Why it has failed, as the provider numbers or names reasons. */
  problem?: Problem
  /** What the provider has to remember of it. */
  note?: Record<string, unknown>
  editedAt?: number
  deletedAt?: number
  companyReadAt?: number
  /** The product has acknowledged it. */
  takenAt?: number
  pressed?: { index: number }
  /** Accepted, and nobody will ever hear of it. */
  isDropped?: true
  reactions: Partial<Record<'company' | 'person', string>>
}

export interface Problem {
  code: number | string
  details?: string
}

export const MEDIA = ['image', 'video', 'audio', 'voice', 'document', 'sticker'] as const
export type MediaKind = (typeof MEDIA)[number]

export interface FileRef {
  id: string
  mimeType: string
  size: number
  name?: string
}

/** A message as the phone shows it. */
export interface Content {
  kind: MediaKind | 'text' | 'location' | 'contacts' | 'choice' | 'unsupported' | 'system'
  /** The text, or the caption under a file. */
  text?: string
  file?: FileRef
  header?: { text?: string; file?: FileRef & { kind: MediaKind } }
  footer?: string
  buttons?: Button[]
  list?: { title: string; sections: Section[] }
  location?: Location
  contacts?: Record<string, unknown>[]
  choice?: Choice
  template?: { name: string; language: string }
  /** Of an unsupported message: what it was. */
  was?: string
  /** What only some messages have, in the provider's words: an advertisement, a forward. */
  extra?: Record<string, unknown>
}

export interface Button {
  kind: 'reply' | 'link' | 'call' | 'copy' | 'location' | 'contact'
  title: string
  id?: string
  url?: string
  phone?: string
}

export interface Section {
  title?: string
  rows: { id: string; title: string; description?: string }[]
}

export interface Location {
  latitude: number
  longitude: number
  name?: string
  address?: string
}

export interface Choice {
  via: 'button' | 'list' | 'template'
  id: string
  title: string
  description?: string
}

export const chatKey = (line: string, person: string) => `${line}:${person}`
