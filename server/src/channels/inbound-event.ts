/** What a platform says: the events that `translate` reads out of its updates. */
import type { ButtonRows, FormatSpan } from '@otklik/protocol'

import type { ChannelErrorReason } from './errors.ts'
import type { TemplateStanding } from './template.ts'

/** Names given by a platform. Opaque outside its folder, and never numbers. */
export type Address = string & { readonly __brand: 'Address' }
export type ThreadId = string & { readonly __brand: 'ThreadId' }
/** Unique within its channel: where a platform numbers messages per chat, its folder joins the two. */
export type ExternalId = string & { readonly __brand: 'ExternalId' }

export interface Sender {
  address: Address
  /** Empty where the platform does not tell it: what is known already stays. */
  name: string
  username?: string
  phone?: string
  language?: string
}

/** Where an exchange takes place: a private chat, or the comments under one item. */
export interface Thread {
  id: ThreadId
  /** Set when others can read it. */
  publicPage?: { title: string; url: string }
}

interface Happened {
  /** Which of our accounts it is for, where one subscription serves several. */
  recipient?: string
  /** Where it takes place; `from` is who did it. */
  thread: Thread
  from: Sender
  /**
   * Other names by which this very person may have been met here, as a phone that was written to
   * first: unless the name in `from` is known, whatever is known under one of these becomes theirs.
   */
  formerly?: readonly { address: Address; thread: ThreadId }[]
  /** The platform's time. */
  at: Date
}

interface Named {
  /**
   * `OutboundPart.key`, where the platform gives back what was sent along. It tells which call made
   * the message when nobody heard the answer: nobody has to decide then whether to send it again.
   */
  key?: string
}

export type InboundEvent =
  /** `ad` is what they pressed before they wrote, where the platform tells it. */
  | (Happened & {
      type: 'message'
      id: ExternalId
      content: InboundContent
      /**
       * Asked on a page of the company's own before the first word: the question they chose (it may
       * have a receiver of its own), and what they said of themselves.
       */
      before?: { question?: string; answer?: Record<string, string> }
      ad?: { title: string; url: string }
    })
  /** The whole new content. Older than what is known: ignored. `isRestored`: deleted no longer. */
  | (Happened & { type: 'edit'; id: ExternalId; content: InboundContent; isRestored?: true })
  | (Happened & { type: 'deletion'; ids: ExternalId[] })
  /** `id` names the press itself, `messageId` what was pressed. */
  | (Happened & {
      type: 'press'
      id: ExternalId
      messageId?: ExternalId
      value: string
      label?: string
      /** Given to `acknowledge` parts; worthless after `acknowledgeWithinMs`. */
      acknowledgeToken?: string
      acknowledgeWithinMs?: number
    })
  /** Somebody opened the chat; `payload` came with the link they followed. */
  | (Happened & { type: 'started'; id: ExternalId; payload?: string })
  /** They blocked us: nothing can be sent until `unblocked` or the next message. */
  | (Happened & { type: 'blocked' })
  | (Happened & { type: 'unblocked' })
  /** Nobody said anything: somebody has another name from now on (`formerly`). */
  | (Happened & { type: 'renamed' })
  /** Sent in our name, but not by us: somebody answered in the platform's own application. */
  | (Happened & { type: 'echo'; id: ExternalId; content: InboundContent })
  /** `sent`, that the platform took it, says something new only of a call whose answer was lost. */
  | ({
      type: 'receipt'
      recipient?: string
      thread?: ThreadId
      status: 'sent' | 'delivered' | 'read'
      at: Date
    } & (
      | ({ id: ExternalId } & Named)
      /** Everything in the thread up to this message or moment. */
      | { upTo: ExternalId | Date; thread: ThreadId }
    ))
  /** The platform took the message first and refused it later. */
  | ({
      type: 'failure'
      recipient?: string
      id: ExternalId
      reason: ChannelErrorReason
      code?: string
      at: Date
    } & Named)
  /** A template of ours stands otherwise than before; what is absent has not changed. */
  | ({
      type: 'template'
      recipient?: string
      externalId: string
      at: Date
    } & Partial<TemplateStanding>)
  /** Known and of no interest: acknowledged and kept, shown to nobody (D-32). */
  | { type: 'ignored'; what: string }
  /** Not a body of this platform, or a bad entry of a batch. Quarantined alone. */
  | { type: 'unreadable'; problem: string; body: string }

export interface InboundContent {
  text: string
  format?: FormatSpan[]
  files: RemoteFile[]
  location?: {
    latitude: number
    longitude: number
    title?: string
    address?: string
    isLive?: boolean
  }
  sharedContact?: { name: string; phone: string; isOwn: boolean }
  replyTo?: { id: ExternalId; text?: string; isOurs?: boolean }
  forwardedFrom?: string
  /** Buttons of a message that came from elsewhere in our name. */
  buttons?: ButtonRows
  /** Messages of one album share it; they are one group on the screen. */
  albumId?: string
  /** The platform's own name of a kind we do not show yet; the text says what can be said. */
  unsupported?: string
}

export type FileKind =
  | 'image'
  | 'video'
  | 'round-video'
  | 'animation'
  | 'audio'
  | 'voice'
  | 'sticker'
  | 'document'

/** A file that stays with the platform until `fetchFile` brings it. */
export interface RemoteFile {
  reference: string
  kind: FileKind
  name?: string
  mime?: string
  bytes?: number
  width?: number
  height?: number
  durationS?: number
}
