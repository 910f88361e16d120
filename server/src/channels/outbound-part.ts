/** What is sent: messages, the parts they are cut into, and what is done to them afterwards. */
import type { ButtonRows, FormatSpan } from '@otklik/protocol'

import type { ExternalId, FileKind, ThreadId } from './inbound-event.ts'
import type { MessageTemplate } from './template.ts'

/** A file that we keep. */
export interface LocalFile {
  id: string
  kind: FileKind
  name: string
  mime: string
  bytes: number
  width?: number
  height?: number
  durationS?: number
}

export interface OutboundMessage {
  thread: ThreadId
  text: string
  /** What of the text is bold and the like (`Capabilities.formats`); spans may overlap. */
  format?: readonly FormatSpan[]
  files: LocalFile[]
  buttons?: ButtonRows
  /**
   * What this message is made of, instead of `text`. Its buttons are `buttons` too, filled in and
   * in their order: the `value` of a reply is what has to come back.
   */
  template?: MessageTemplate
  /** What is answered, where the platform can show it. */
  replyTo?: ExternalId
  /** The words of what is answered, for platforms that cannot show it (`kit/quote-above.ts`). */
  quote?: string
}

/**
 * One call of the platform, as `render` made it: stored as JSON, so it holds no bytes and no
 * secrets. `method` and `payload` are the platform folder's own business.
 */
export interface PartContent {
  kind: 'message' | 'edit' | 'deletion' | 'acknowledgement'
  method: string
  payload: Record<string, unknown>
  /** Files of ours that the call carries, in the order the payload counts them. */
  fileIds: string[]
}

export interface OutboundPart extends PartContent {
  thread: ThreadId
  /** The same for every attempt: what `by-key` platforms recognise a repetition by. */
  key: string
  /** Opens a file of ours. */
  openFile(id: string): Promise<{ file: LocalFile; stream: ReadableStream<Uint8Array> }>
  /**
   * A public address of a file of ours (`filesBy: 'link'`): unguessable, ending by itself, good for
   * GET, HEAD and ranges. Throws ChannelError where nobody can reach this installation.
   */
  linkFile(id: string): Promise<{ file: LocalFile; url: string }>
}

/** What the platform called the messages that the part became (an album is several). */
export interface Sent {
  ids: ExternalId[]
}

/** What is done to a message already sent. */
export interface Amendment {
  thread: ThreadId
  /** All platform messages that our one message became, in order. */
  ids: ExternalId[]
  /** The message's files, which stay as they are: they tell which ids carry files, and which text. */
  files?: LocalFile[]
  text?: string
  format?: readonly FormatSpan[]
  buttons?: ButtonRows
}

/** Platforms that can change or withdraw what was sent, or acknowledge a press, render that too. */
export interface Amending {
  renderEdit(amendment: Amendment): PartContent[]
  renderDeletion(amendment: Amendment): PartContent[]
  renderAcknowledgement(token: string): PartContent[]
}
