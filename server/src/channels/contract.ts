/**
 * What the product asks of a messaging platform.
 *
 * A platform is one folder beside this file. The rest of the server knows only the types below and
 * never a platform's name. Differences that others must know of are data (`ChannelKind`); an
 * optional method that is missing means that the platform cannot do it.
 */
import type { ModuleName } from '@otklik/protocol/settings'
import type { Language } from '@otklik/words'
import type { z } from 'zod'

import type { Fetch } from '../lib/platform-fetch.ts'
import type { Capabilities } from './capabilities.ts'
import { ForgedWebhookError } from './errors.ts'
import type { Address, InboundEvent, ThreadId } from './inbound-event.ts'
import type { FieldWords, KindWords, Translated } from './kind-words.ts'
import type { Amending, OutboundMessage, OutboundPart, PartContent, Sent } from './outbound-part.ts'
import type { Providers } from './provider.ts'
import type { PlatformApp, SignIn, SignInEnvironment } from './sign-in.ts'
import type {
  PlatformTemplate,
  TemplateDraft,
  TemplateProblem,
  TemplateStanding,
} from './template.ts'
import type { Words } from './words.ts'

export type { Capabilities } from './capabilities.ts'
export type {
  Address,
  ExternalId,
  FileKind,
  InboundContent,
  InboundEvent,
  RemoteFile,
  Sender,
  Thread,
  ThreadId,
} from './inbound-event.ts'
export type { FieldWords, KindWords, Translated } from './kind-words.ts'
export type {
  Amending,
  Amendment,
  LocalFile,
  OutboundMessage,
  OutboundPart,
  PartContent,
  Sent,
} from './outbound-part.ts'
export type { Provider, Providers } from './provider.ts'
export type {
  PlatformApp,
  SignIn,
  SignInAccount,
  SignInAccounts,
  SignInCredentials,
  SignInEnvironment,
  SignInVisit,
} from './sign-in.ts'
export type {
  MessageTemplate,
  PlatformTemplate,
  PlatformTemplateState,
  TemplateDraft,
  TemplateProblem,
  TemplateStanding,
} from './template.ts'
export type { Words } from './words.ts'

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
  /** The service of a company without which it is not offered; most need none. */
  readonly module?: ModuleName
  /** Official hosts of the platform, by name and without a scheme: these need no permission. */
  readonly officialHosts: readonly string[]
  /**
   * Where the platform keeps files, takes uploads or signs people in, beside its API: calls may go
   * there too. `*.example.com` stands for every host below that one.
   */
  readonly furtherHosts?: readonly string[]
  readonly defaultApiUrl: string
  /**
   * The other side is a program of the company's own: its calls, and the files it names, may be
   * anywhere outside the network, by https. Inside of it only where the installation lists the host.
   */
  readonly isOwnProgram?: true
  /**
   * Companies that lead to this platform, chosen by a setting. The kind's own capabilities are then
   * what holds for all of them, and are what forms and the composer see.
   */
  readonly providers?: Providers
  readonly door: Door
  /** Signing in at the platform, instead of pasting a key; see `SignIn`. */
  readonly signIn?: (app: PlatformApp, environment: SignInEnvironment) => SignIn
  /**
   * What this platform refuses of a template beyond `capabilities.templates`, said before it is
   * handed in. Pure.
   */
  readonly checkTemplate?: (draft: TemplateDraft) => TemplateProblem[]
  /** Opens one account on the platform. `settings` have been through the schema. */
  connect(
    settings: Record<string, unknown>,
    environment: Environment,
  ): Connection & Partial<Amending>
}

/** One field of the connection form. Its name is a key of the settings schema. */
export interface SettingsField<Name extends string = string> {
  name: Name
  /** Sealed in the database, masked in the API, never in a log. */
  isSecret: boolean
  isRequired: boolean
  /** Shown under «Дополнительно». */
  isAdvanced: boolean
  /** One of these and nothing else, the first until another is chosen; named in the words. */
  choices?: readonly [string, ...string[]]
  /** The field applies only while another has this value; otherwise what it holds is dropped. */
  onlyIf?: { field: string; value: string }
  /** Read-only: shows this fact of `Identity.facts` once the platform has said it. Never entered. */
  fromIdentity?: string
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

/** What must happen while the platform waits for our answer. Pure, but for `handshake` and `prepare`. */
export interface Door {
  maxBodyBytes: number
  /** Throws ForgedWebhookError. A secret that is not set refuses too. */
  authenticate(request: WebhookRequest, settings: Record<string, unknown>): void
  /**
   * Answers a platform's question about ourselves, of which nothing is kept. It may ask the platform
   * first: after three seconds the question is answered 503.
   */
  handshake?(
    request: WebhookRequest,
    settings: Record<string, unknown>,
    environment: Environment,
  ): WebhookAnswer | undefined | Promise<WebhookAnswer | undefined>
  /**
   * What is kept in place of the body: with what the platform leaves out and `translate`, which asks
   * nobody, needs. As it came where this fails, or takes longer than the signal lasts.
   */
  prepare?(
    request: WebhookRequest,
    settings: Record<string, unknown>,
    environment: Environment,
    signal: AbortSignal,
  ): Promise<Buffer>
  /** What the platform wants to hear once its update is safe; an empty 200 by default. */
  answer?(request: WebhookRequest, settings: Record<string, unknown>): WebhookAnswer
}

/** What a connection is given. */
export interface Environment {
  /** Knows the channel's proxy, refuses hosts that are not allowed, writes the channel log. */
  fetch: Fetch
  /** The platform's host for this channel: its own setting, the installation's, or the official one. */
  apiUrl: string
  /** What `identify` said when the channel was connected; absent until then. */
  identity?: Identity
  /** What this folder remembered of the channel. Always the newest, whoever wrote it. */
  readonly memory: Memory
  /**
   * Keeps something with the channel: durable when it resolves, sealed like a secret, told to
   * nobody. `undefined` forgets. Also before `subscribe` makes the platform call back.
   */
  remember(changes: Record<string, unknown>): Promise<void>
  /** Of a channel that is stored, what this server itself is to those who write by its panel. */
  panel?: OwnPanel
}

/** For `Capabilities.hasPanel`: no network lies between us and the customer's screen. */
export interface OwnPanel {
  /** Opens what a visitor has uploaded beforehand, by the reference of `RemoteFile`. */
  openUpload(reference: string): Promise<ReadableStream<Uint8Array>>
  /** Lost where nobody looks. */
  showTyping(thread: ThreadId): void
}

/** A small JSON of a platform folder's own: codes, ids, moments, tokens that are renewed. */
export type Memory = Readonly<Record<string, unknown>>

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
  /**
   * Brings what happened since then as update bodies, each as the webhook would have brought it:
   * after a subscription was lost, or we were. What is known already falls away by its external id,
   * so `translate` must name it the same. The newest thousand are enough.
   */
  catchUp?(since: Date): Promise<Buffer[]>
  /**
   * When the platform will stop taking our token, where it tells; nothing for one that never ends.
   * Asked a few times a day.
   */
  tokenEndsAt?(): Promise<Date | undefined>
  /** What stands in the way on the platform's side; nothing where all is well. */
  inspect?(): Promise<Finding[]>
  /** Puts right what a finding with `mending` is about, and is asked only for those. */
  mend?(code: string): Promise<void>
  /**
   * Looks whether a part of unknown outcome arrived (`sendsOnce: 'by-check'`). Nothing means that it
   * surely did not; not knowing is a ChannelError, and the part is looked for again.
   */
  findSent?(part: OutboundPart): Promise<Sent | undefined>
  /**
   * Where somebody can be written to who has not written there: in private, after a public comment,
   * or first of all, by their phone. Nothing where the platform does not let us. Pure.
   */
  reach?(to: Reachable): { thread: ThreadId; address: Address } | undefined
  /** Messages approved beforehand, which pass a closed reply window (`OutboundMessage.template`). */
  readonly templates?: Templates
  /** Opens a chat with us, with a payload where the platform carries one. */
  contactLink?(payload?: string): string
}

/** The ability of a connection to keep templates (`Capabilities.templates` are its limits). */
export interface Templates {
  /** All of them, of every state; pages are read inside. */
  list(): Promise<PlatformTemplate[]>
  /**
   * Hands one in. May be approved or refused at once. A refusal of its content is a ChannelError
   * `rejected` or `bad-format`, whose message is shown to the administrator.
   */
  submit(draft: TemplateDraft, files: OwnFiles): Promise<TemplateStanding & { externalId: string }>
  /** Absent where the platform has no archive: then ours alone hides it. */
  archive?(template: { externalId: string; name: string }): Promise<void>
}

/** Files of ours, opened as parts open theirs: the sample above the text (`header.sampleFileId`). */
export type OwnFiles = Pick<OutboundPart, 'openFile' | 'linkFile'>

/** Somebody known by their address, or by a phone in international form, `+79211234567`. */
export type Reachable = { address: Address } | { phone: string }

export interface Identity {
  /** The platform's own id of this account: one account is connected once (D-15). */
  externalId: string
  name: string
  username?: string
  link?: string
  /** More that the platform says, for read-only fields of the form: a number, a tariff. */
  facts?: Record<string, string>
}

/** Something about the account on the platform's side that an administrator has to know. */
export interface Finding {
  /** Kebab-case, unique within the kind. */
  code: string
  /** `blocks`: nothing works before it is put right. `limits`: something does not. */
  severity: 'blocks' | 'limits'
  /** What is the matter, and where to put it right by hand. */
  words: Words
  /** What the button says that puts it right (`mend`); absent where only a person can. */
  mending?: Words
  /** What customers do not see of ours while it is so. */
  hides?: 'buttons'
}

export interface Polled {
  /** Update bodies as they came, each of which `translate` can read alone. */
  updates: Buffer[]
  /** Where to go on once these are safe. */
  cursor: string | undefined
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
      handshake?(
        request: WebhookRequest,
        settings: z.output<Schema>,
        environment: Environment,
      ): WebhookAnswer | undefined | Promise<WebhookAnswer | undefined>
      prepare?(
        request: WebhookRequest,
        settings: z.output<Schema>,
        environment: Environment,
        signal: AbortSignal,
      ): Promise<Buffer>
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
      authenticate(request, raw) {
        const found = settings.safeParse(raw)
        // Whatever proves a call is among them: without it nobody is let in.
        if (!found.success) throw new ForgedWebhookError('The settings cannot be read')
        door.authenticate(request, found.data)
      },
      ...(door.handshake && {
        handshake: (request, raw, environment) =>
          door.handshake?.(request, parsed(raw), environment),
      }),
      ...(door.prepare && {
        prepare: (request, raw, environment, signal) =>
          door.prepare!(request, parsed(raw), environment, signal),
      }),
      ...(door.answer && { answer: (request, raw) => door.answer!(request, parsed(raw)) }),
    },
    connect: (raw, environment) => kind.connect(parsed(raw), environment),
  }
}
