/** What others must know of a platform, as data. */
import type { ButtonLooks, WrittenFormat } from '@otklik/protocol'
import type { TemplateLimits } from '@otklik/protocol/settings'

export interface Capabilities {
  /** In the units the platform counts in; `render` cuts longer texts into parts. */
  maxTextLength: number
  maxCaptionLength: number
  /** What becomes of buttons; for those in one row, which `render` cuts as it must. */
  buttons: ButtonLooks
  /** Upper limits for what we send. A kind that is absent goes as a document. */
  files: Partial<Record<'image' | 'audio' | 'video' | 'voice' | 'document', { maxBytes: number }>>
  /** In what a voice recorded at the workplace is sent; absent where sound goes as any document. */
  recording?: 'audio/ogg' | 'audio/wav'
  /**
   * Whether a call carries our file (`part.openFile`) or the platform comes for it
   * (`part.linkFile`), which needs an installation that it can reach.
   */
  filesBy: 'upload' | 'link'
  /** Upper limit for what the platform lets us fetch. */
  maxFetchBytes: number
  /** How many pictures one message may show together; 1 where there are no albums. */
  maxAlbum: number
  receipts: ReadonlyArray<'delivered' | 'read'>
  canEdit: boolean
  canDelete: boolean
  deleteWithinHours?: number
  canReply: boolean
  /** What of a text it can be told to show so; absent where text is plain. */
  formats?: readonly WrittenFormat[]
  canShowTyping: boolean
  /** Hours after the contact's last message during which free text is accepted; absent: no limit. */
  replyWindowHours?: number
  /** Whether `reach` knows a way to a phone: the company may write first to a number. */
  reachesPhones?: boolean
  /**
   * What the payload of `contactLink` becomes: a text that waits in the person's own field, which
   * they may change, or something that comes back unseen. Absent where links carry nothing.
   */
  linkCarries?: 'text' | 'payload'
  /** What templates look like there; absent where there are none. */
  templates?: TemplateLimits
  /**
   * Whether a repeated send can be recognised: by a key we give it, by looking whether it arrived,
   * or not at all. Decides what happens after an outcome that is unknown.
   */
  sendsOnce: 'by-key' | 'by-check' | 'none'
  /**
   * Customers write through a panel of ours on the company's own pages (`server/src/site`), not
   * through somebody's messenger.
   */
  hasPanel?: true
  /** How long a call may take before its outcome counts as unknown, in milliseconds. */
  callTimeoutMs: { text: number; file: number }
}
