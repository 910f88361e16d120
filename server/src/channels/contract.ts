/**
 * What the product asks of a messaging platform.
 *
 * A platform is one folder beside this file. The rest of the server knows only the types below and
 * never a platform's name. Differences that others must know of are data (`ChannelKind`); an
 * optional method that is missing means that the platform cannot do it.
 */
import type { ButtonRows, FormatSpan } from '@otklik/protocol'
import type { Language } from '@otklik/words'
import type { z } from 'zod'

import type { ChannelErrorReason } from './errors.ts'

/** Names given by a platform. Opaque outside its folder, and never numbers. */
export type Address = string & { readonly __brand: 'Address' }
export type ThreadId = string & { readonly __brand: 'ThreadId' }
/** Unique within its channel: where a platform numbers messages per chat, its folder joins the two. */
export type ExternalId = string & { readonly __brand: 'ExternalId' }

/** One platform, as listed in the catalogue. */
export interface ChannelKind {
  /** Stored with every channel of this kind, so it never changes after release. */
  readonly id: string
  /** SVG path of the glyph in a 16×16 box: one silhouette, one letter stroke, no brand colour. */
  readonly glyph: string
  /** All that people read of it. `defineChannelKind` sees to it that no language lacks anything. */
  readonly words: Readonly<Record<Language, KindWords>>
  /** Checks what the administrator enters. Everything is text in, whatever it becomes. */
  readonly settings: z.ZodType<Record<string, unknown>>
  readonly fields: readonly SettingsField[]
  readonly capabilities: Capabilities
  /** Official hosts of the platform, by name and without a scheme: these need no permission. */
  readonly officialHosts: readonly string[]
  readonly defaultApiUrl: string
  readonly door: Door
  /** Opens one account on the platform. `settings` have been through the schema. */
  connect(
    settings: Record<string, unknown>,
    environment: Environment,
  ): Connection & Partial<Amending>
}

/** What people read of a platform, in one language. What a bot is called is data and not here. */
export interface KindWords {
  readonly title: string
  /** The label over what customers find us by, as «Имя бота». */
  readonly identityLabel: string
  /** How an administrator gets the credentials, step by step. */
  readonly steps: readonly string[]
  /** What is said under the main field of the connection form. */
  readonly refusals: {
    /** Credentials that nobody is behind, whatever is wrong with them: «Бот не найден». */
    readonly notFound: string
    /** One account of a platform is connected once (D-15). */
    readonly alreadyConnected: string
    /** The credentials of somebody else than the channel that is being edited. */
    readonly otherAccount: string
  }
  /** By the names of `fields`. */
  readonly fields: Readonly<Record<string, FieldWords>>
}

export interface FieldWords {
  readonly label: string
  readonly help?: string
  readonly placeholder?: string
  /** Said when the schema does not take the value; without it, that the field wants a look. */
  readonly invalid?: string
}

/** The same texts in another language: no key and no step more or less. */
export type Translated<Text> = Text extends string
  ? string
  : { readonly [Key in keyof Text]: Translated<Text[Key]> }

/** One field of the connection form. Its name is a key of the settings schema. */
export interface SettingsField<Name extends string = string> {
  name: Name
  /** Sealed in the database, masked in the API, never in a log. */
  isSecret: boolean
  isRequired: boolean
  /** Shown under «Дополнительно». */
  isAdvanced: boolean
}

export interface Capabilities {
  /** In the units the platform counts in; `render` cuts longer texts into parts. */
  maxTextLength: number
  maxCaptionLength: number
  maxButtons: { inline: number; keyboard: number }
  /** Upper limits for what we send. A kind that is absent goes as a document. */
  files: Partial<Record<'image' | 'audio' | 'video' | 'voice' | 'document', { maxBytes: number }>>
  /** Upper limit for what the platform lets us fetch. */
  maxFetchBytes: number
  /** How many pictures one message may show together; 1 where there are no albums. */
  maxAlbum: number
  receipts: ReadonlyArray<'delivered' | 'read'>
  canEdit: boolean
  canDelete: boolean
  deleteWithinHours?: number
  canReply: boolean
  canShowTyping: boolean
  /** Hours after the contact's last message during which free text is accepted; absent: no limit. */
  replyWindowHours?: number
  /**
   * Whether a repeated send can be recognised: by a key we give it, by looking whether it arrived,
   * or not at all. Decides what happens after an outcome that is unknown.
   */
  sendsOnce: 'by-key' | 'by-check' | 'none'
  /** How long a call may take before its outcome counts as unknown, in milliseconds. */
  callTimeoutMs: { text: number; file: number }
}

/** A call as it came: raw bytes, because signatures are made over bytes. */
export interface WebhookRequest {
  /** Lower-case names. */
  headers: Readonly<Record<string, string | undefined>>
  query: Readonly<Record<string, string | undefined>>
  method: string
  body: Buffer
}

export interface WebhookAnswer {
  status: number
  body: string
  contentType?: string
}

/** What must happen while the platform waits for our answer. Pure: settings in, answer out. */
export interface Door {
  maxBodyBytes: number
  /** Throws ForgedWebhookError. A secret that is not set refuses too. */
  authenticate(request: WebhookRequest, settings: Record<string, unknown>): void
  /** Answers a platform's question about ourselves, of which nothing is kept. */
  handshake?(request: WebhookRequest, settings: Record<string, unknown>): WebhookAnswer | undefined
  /** What the platform wants to hear once its update is safe; an empty 200 by default. */
  answer?(request: WebhookRequest, settings: Record<string, unknown>): WebhookAnswer
}

/** What a connection is given. */
export interface Environment {
  /** Knows the channel's proxy, refuses hosts that are not allowed, writes the channel log. */
  fetch: typeof fetch
  /** The platform's host for this channel: its own setting, the installation's, or the official one. */
  apiUrl: string
  /** What `identify` said when the channel was connected; absent until then. */
  identity?: Identity
}

/** One account on a platform: a bot, a community, a business number. */
export interface Connection {
  /** Asks the platform who we are: how a wrong token is noticed and the bot's name is shown. */
  identify(): Promise<Identity>
  /**
   * Reads one stored update. Pure, including time; never throws and never drops: what it does not
   * know is `unsupported`, what it cannot read is `unreadable`. `receivedAt` is when we stored it,
   * for what the platform itself gives no time of.
   */
  translate(body: Buffer, receivedAt?: Date): InboundEvent[]
  /** Cuts one message into parts, each one call of the platform. Pure. */
  render(message: OutboundMessage): PartContent[]
  /** Makes the one call of a part, or throws ChannelError. */
  send(part: OutboundPart): Promise<Sent>

  /** Makes the platform call us. */
  subscribe?(webhookUrl: string): Promise<void>
  unsubscribe?(): Promise<void>
  /** Whether the subscription is still as we left it; false means it must be made again. */
  isSubscribed?(webhookUrl: string): Promise<boolean>
  /** Asks for updates where the platform cannot reach us. Returns as soon as there are some. */
  poll?(cursor: string | undefined, signal: AbortSignal): Promise<Polled>
  /** Opens what a message refers to. The caller counts the bytes. */
  fetchFile?(reference: string): Promise<ReadableStream<Uint8Array>>
  showTyping?(thread: ThreadId): Promise<void>
  /** Looks whether a part of unknown outcome arrived (`sendsOnce: 'by-check'`). */
  findSent?(part: OutboundPart): Promise<Sent | undefined>
  /**
   * Where somebody can be written to who has not written there: in private, after a public comment,
   * or first of all, by their phone. Nothing where the platform does not let us. Pure.
   */
  reach?(to: Reachable): { thread: ThreadId; address: Address } | undefined
  /** Opens a chat with us, with a payload where the platform carries one. */
  contactLink?(payload?: string): string
}

/** Somebody known by their address, or by a phone in international form, `+79211234567`. */
export type Reachable = { address: Address } | { phone: string }

export interface Identity {
  /** The platform's own id of this account: one account is connected once (D-15). */
  externalId: string
  name: string
  username?: string
  link?: string
}

export interface Polled {
  /** Update bodies as they came, each of which `translate` can read alone. */
  updates: Buffer[]
  /** Where to go on once these are safe. */
  cursor: string | undefined
}

export interface Sender {
  address: Address
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
  /** The platform's time. */
  at: Date
}

export type InboundEvent =
  | (Happened & { type: 'message'; id: ExternalId; content: InboundContent })
  /** The whole new content. Older than what is known: ignored. */
  | (Happened & { type: 'edit'; id: ExternalId; content: InboundContent })
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
  /** Sent in our name, but not by us: somebody answered in the platform's own application. */
  | (Happened & { type: 'echo'; id: ExternalId; content: InboundContent })
  | ({
      type: 'receipt'
      recipient?: string
      thread?: ThreadId
      status: 'delivered' | 'read'
      at: Date
    } & (
      | { id: ExternalId }
      /** Everything in the thread up to this message or moment. */
      | { upTo: ExternalId | Date; thread: ThreadId }
    ))
  /** The platform took the message first and refused it later. */
  | {
      type: 'failure'
      recipient?: string
      id: ExternalId
      reason: ChannelErrorReason
      code?: string
      at: Date
    }
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
  files: LocalFile[]
  buttons?: ButtonRows
  /** What is answered, where the platform can show it. */
  replyTo?: ExternalId
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
  buttons?: ButtonRows
}

/** Platforms that can change or withdraw what was sent, or acknowledge a press, render that too. */
export interface Amending {
  renderEdit(amendment: Amendment): PartContent[]
  renderDeletion(amendment: Amendment): PartContent[]
  renderAcknowledgement(token: string): PartContent[]
}

/**
 * Ties a settings schema to the connection that needs it, so that both are checked once, here. The
 * compiler asks for words of every field, and for English wherever there is Russian.
 */
export function defineChannelKind<
  Schema extends z.ZodType<Record<string, unknown>>,
  Field extends string,
  const Russian extends KindWords & { fields: Record<NoInfer<Field>, FieldWords> },
>(
  kind: Omit<ChannelKind, 'settings' | 'connect' | 'door' | 'words' | 'fields'> & {
    settings: Schema
    fields: readonly SettingsField<Field>[]
    words: { ru: Russian; en: Translated<NoInfer<Russian>> }
    door: {
      maxBodyBytes: number
      authenticate(request: WebhookRequest, settings: z.output<Schema>): void
      handshake?(request: WebhookRequest, settings: z.output<Schema>): WebhookAnswer | undefined
      answer?(request: WebhookRequest, settings: z.output<Schema>): WebhookAnswer
    }
    connect(settings: z.output<Schema>, environment: Environment): Connection & Partial<Amending>
  },
): ChannelKind {
  const { door, settings } = kind
  const parsed = (raw: Record<string, unknown>) => settings.parse(raw)
  return {
    ...kind,
    // A translation of words of that shape has that shape, which the compiler does not work out.
    words: kind.words as ChannelKind['words'],
    door: {
      maxBodyBytes: door.maxBodyBytes,
      authenticate: (request, raw) => door.authenticate(request, parsed(raw)),
      ...(door.handshake && {
        handshake: (request, raw) => door.handshake?.(request, parsed(raw)),
      }),
      ...(door.answer && { answer: (request, raw) => door.answer!(request, parsed(raw)) }),
    },
    connect: (raw, environment) => kind.connect(parsed(raw), environment),
  }
}
