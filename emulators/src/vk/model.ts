import type { Keyboard } from './keyboard.ts'

/** What the platform remembers. Times are milliseconds; the wire turns them into seconds. */

export interface User {
  id: number
  firstName: string
  lastName: string
  screenName: string
  isOffline: boolean
  /** Nobody can write to this person, whatever they allowed. */
  isPrivate: boolean
  deactivated?: 'deleted' | 'banned'
  /** Whose phones the sandbox page draws. */
  hasPhone: boolean
  /** The community this person was made for: the phone shows it before the first message. */
  communityId?: number
}

/** Moderator, editor, administrator. */
export type AdminLevel = 1 | 2 | 3

export interface Community {
  id: number
  name: string
  screenName: string
  type: 'page' | 'group'
  admins: Record<number, AdminLevel>
  /** As `groups.setSettings` names them. */
  settings: {
    messages: boolean
    bots_capabilities: boolean
    bots_start_button: boolean
    bots_add_to_chat: boolean
  }
  /** People the community has put on its black list. */
  banned: number[]
  /** 20 requests a second for a key of the community. */
  limitsRate: boolean
  /** Whether market.createComment takes a community's key, which the documentation leaves open. */
  allowsMarketComments: boolean
  confirmationCode: string
  lastMessageId: number
  lastServerId: number
  longPoll: { isEnabled: boolean; apiVersion: string; events: Flags; key: string; ts: number }
  servers: CallbackServer[]
}

export type Flags = Record<string, 0 | 1>

export interface CallbackServer {
  id: number
  title: string
  creatorId: number
  url: string
  secretKey: string
  status: 'unconfigured' | 'wait' | 'failed' | 'ok'
  apiVersion: string
  events: Flags
  /** In a row, without one success. */
  failures: number
}

export type TokenKind = 'community' | 'user' | 'service'

export interface Token {
  value: string
  kind: TokenKind
  communityId?: number
  userId?: number
  appId?: number
  rights: string[]
  isRevoked: boolean
  expiresAt?: number
}

export interface App {
  id: number
  name: string
  secret: string
  redirects: string[]
  /** What VK ID lets this app ask a person for. */
  scopes: string[]
  isDisabled: boolean
}

/** A community's side of a dialog with one person. */
export interface Dialog {
  communityId: number
  peerId: number
  /** Allowed by a press or by writing first; denied by «Запретить сообщения». */
  permission: 'none' | 'allowed' | 'denied'
  lastCmid: number
  messages: Map<number, Message>
  keyboard?: { keyboard: Keyboard; authorCmid: number }
  typing?: { kind: string; until: number }
  /** What the community answered to the last press, for the phone to show. */
  notice?: { text: string; url?: string; at: number }
  /** Ids up to which the community, and the person, have read. */
  inRead: number
  outRead: number
  isAnswered: boolean
  /** Written while the phone had no network; sent when it is back. */
  outbox: Draft[]
  unseenSince?: number
  /** Followed a link with a mark: it goes with the next message. */
  mark?: { ref: string; refSource?: string }
}

export interface Geo {
  latitude: number
  longitude: number
  title?: string
}

export interface Draft {
  text: string
  attachments: Attachment[]
  geo?: Geo
  payload?: string
  replyTo?: number
  forwards?: number[]
}

export interface Attachment {
  type: string
  /** As it stands under its type on the wire. */
  body: Record<string, unknown>
}

export interface Message extends Draft {
  id: number
  cmid: number
  /** Negative for the community. */
  fromId: number
  at: number
  updatedAt?: number
  deletedAt?: number
  /** The community no longer sees it, the person does. */
  isHidden?: true
  randomId: number
  adminAuthorId?: number
  keyboard?: Keyboard
  mark?: { ref: string; refSource?: string }
  pressed?: { row: number; column: number }
  /** The button whose callback is unanswered. */
  pending?: { row: number; column: number; until: number }
  reactions: { by: number; reactionId: number }[]
  /** Accepted and then dropped on purpose: the person never sees it. */
  isDropped?: true
  /** The event about it was lost on purpose. */
  isLost?: true
}

export type PlaceKind = 'wall' | 'market' | 'photo' | 'video' | 'board'

/** Something of a community that people comment on: a post, a product, a picture. */
export interface Place {
  kind: PlaceKind
  communityId: number
  id: number
  title: string
  price?: number
  areCommentsClosed: boolean
  at: number
}

export interface Comment {
  id: number
  kind: PlaceKind
  communityId: number
  placeId: number
  fromId: number
  at: number
  text: string
  attachments: Attachment[]
  replyTo?: number
  guid?: string
  editedAt?: number
  deletedAt?: number
}

export interface StoredFile {
  id: string
  name: string
  mimeType: string
  size: number
  sha: string
}

export const dialogKey = (communityId: number, peerId: number) => `${communityId}:${peerId}`
