import { z } from 'zod'

import { buttonLooks } from './button-looks.ts'
import { writtenFormat } from './formats.ts'
import { moduleName } from './modules.ts'
import { id, moment } from './people.ts'
import { templateLimits } from './templates.ts'

/** Why a platform did not take a message. The interface has a sentence and a next step for each. */
export const failureReason = z.enum([
  'unreachable',
  'throttled',
  'rejected',
  'recipient-blocked',
  'recipient-gone',
  'window-closed',
  'misconfigured',
  'too-large',
  'too-long',
  'bad-format',
  'expired',
  'cancelled',
])
export type FailureReason = z.output<typeof failureReason>

/** One field of a channel's connection form, drawn from the platform's settings schema. */
const channelField = z.object({
  name: z.string(),
  label: z.string(),
  help: z.string().optional(),
  placeholder: z.string().optional(),
  isSecret: z.boolean(),
  isRequired: z.boolean(),
  /** Shown under «Дополнительно». */
  isAdvanced: z.boolean(),
  /** One of these; the first until another is chosen. */
  choices: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
  /** Applies only while another field has this value. */
  onlyIf: z.object({ field: z.string(), value: z.string() }).optional(),
  /** Read-only: this fact of the identity, once it is known. */
  fromIdentity: z.string().optional(),
})
export type ChannelField = z.output<typeof channelField>

const fileLimit = z.object({ maxBytes: z.int() })

/** What the composer and the settings need to know of a platform, as data. */
const capabilities = z.object({
  maxTextLength: z.int(),
  maxCaptionLength: z.int(),
  buttons: buttonLooks,
  files: z.partialRecord(z.enum(['image', 'audio', 'video', 'voice', 'document']), fileLimit),
  /** In what a recorded voice is sent; absent where no sound is taken. */
  recording: z.enum(['audio/ogg', 'audio/wav']).optional(),
  /** False where this installation cannot send files there; `whyNoFiles` says why. */
  canSendFiles: z.literal(false).optional(),
  whyNoFiles: z.enum(['no-public-url']).optional(),
  maxAlbum: z.int(),
  receipts: z.array(z.enum(['delivered', 'read'])),
  canEdit: z.boolean(),
  canDelete: z.boolean(),
  /** After this many hours a sent message can no longer be deleted; absent when there is no limit. */
  deleteWithinHours: z.number().optional(),
  canReply: z.boolean(),
  /** How a text can be made to look; absent where it is plain. */
  formats: z.array(writtenFormat).optional(),
  canShowTyping: z.boolean(),
  replyWindowHours: z.number().optional(),
  reachesPhones: z.boolean().optional(),
  /** Whether a link to it can bring a text, or a word that nobody sees; absent where neither. */
  linkCarries: z.enum(['text', 'payload']).optional(),
  /** Customers write through our own panel on the company's pages, which has a designer. */
  hasPanel: z.literal(true).optional(),
  /** Absent where the platform has no templates. */
  templates: templateLimits.optional(),
})

/** Its texts are in the language that the request asks for. */
export const channelKindView = z.object({
  id: z.string(),
  title: z.string(),
  /** SVG path of the glyph in a 16×16 box, drawn in the current colour. */
  glyph: z.string(),
  /** What a customer finds us by, as «Имя бота». */
  identityLabel: z.string(),
  /** Over the connection form; absent where it has the name that all others have. */
  connectionTitle: z.string().optional(),
  /** What gives access there, as «ключ»; absent where it is a token. */
  credential: z.string().optional(),
  /** How to get the credentials, step by step. */
  steps: z.array(z.string()),
  /** What is said under the field that the connection hangs on. */
  refusals: z.object({
    notFound: z.string(),
    alreadyConnected: z.string(),
    otherAccount: z.string(),
    /** Of a channel that worked and is let in no longer. */
    lost: z.string().optional(),
  }),
  fields: z.array(channelField),
  /** The service of a company without which it cannot be connected. */
  module: moduleName.optional(),
  capabilities,
  /** Whether one may sign in at the platform instead of pasting a key. */
  canSignIn: z.boolean(),
})
export type ChannelKindView = z.output<typeof channelKindView>

export const channelIdentity = z.object({
  externalId: z.string(),
  name: z.string(),
  username: z.string().optional(),
  link: z.string().optional(),
  /** More that the platform says, for read-only fields. */
  facts: z.record(z.string(), z.string()).optional(),
})
export type ChannelIdentity = z.output<typeof channelIdentity>

const channelProblem = z.object({
  reason: failureReason,
  code: z.string().optional(),
  since: moment,
})
export type ChannelProblem = z.output<typeof channelProblem>

export const channel = z.object({
  id,
  version: z.int(),
  kind: z.string(),
  name: z.string(),
  /** `connecting` until the platform has agreed, `broken` when it refuses our credentials. */
  state: z.enum(['connecting', 'working', 'broken', 'disconnected']),
  problem: channelProblem.optional(),
  identity: channelIdentity.optional(),
  /** Its platform is the sandbox on this machine, which reaches us whatever others can. */
  isInSandbox: z.literal(true).optional(),
})
export type Channel = z.output<typeof channel>

/** One of the last 24 hours: updates that came, calls that were made, calls that failed. */
const channelHour = z.object({ received: z.int(), sent: z.int(), failed: z.int() })
export type ChannelHour = z.output<typeof channelHour>

const channelHealth = z.object({
  /** How updates reach us: the platform calls our address, or we ask it. */
  intake: z.enum(['webhook', 'polling']),
  lastReceivedAt: moment.optional(),
  lastAskedAt: moment.optional(),
  lastSentAt: moment.optional(),
  /** Parts that wait to leave. */
  backlog: z.int(),
  oldestWaitingAt: moment.optional(),
  quarantined: z.int(),
  receivedToday: z.int(),
  sentToday: z.int(),
  failedToday: z.int(),
  /** Messages that were fetched afterwards, because their webhooks never came. */
  recovered: z.object({ count: z.int(), at: moment }).optional(),
  /** The oldest first; the last of them ends now. */
  hours: z.array(channelHour).length(24),
})
export type ChannelHealth = z.output<typeof channelHealth>

/** Something on the platform's side that an administrator has to know, in their language. */
export const channelFinding = z.object({
  code: z.string(),
  /** `blocks`: nothing works before it is put right. */
  severity: z.enum(['blocks', 'limits']),
  text: z.string(),
  /** What the button says that puts it right; absent where only a person can. */
  mending: z.string().optional(),
})
export type ChannelFinding = z.output<typeof channelFinding>

export const channelDetails = channel.extend({
  health: channelHealth,
  /** Field values; a secret is a mask such as `7214…wQ3k`, never the value. */
  settings: z.record(z.string(), z.string()),
  /** The name customers see as a message's first line (D-37). */
  signature: z.enum(['none', 'first-name', 'company']),
  /** As they were when the platform was last asked. */
  findings: z.array(channelFinding),
  createdAt: moment,
})
export type ChannelDetails = z.output<typeof channelDetails>

const settings = z.record(z.string().max(60), z.string().max(2000))
export const channelCheckRequest = z.strictObject({ kind: z.string().max(40), settings })
export const connectChannelRequest = z.strictObject({
  kind: z.string().max(40),
  settings,
  /** The account chosen in this sign-in brings its own settings; `settings` adds the others. */
  signIn: id.optional(),
  signature: channelDetails.shape.signature.default('none'),
})
export const platformSignInRequest = z.strictObject({ kind: z.string().max(40) })
/** Where to send the person now. */
export const signInVisit = z.object({ id, url: z.string() })
export type SignInVisit = z.output<typeof signInVisit>
/** What the platform added to our address when it sent the person back. */
export const signInReturn = z.strictObject({
  query: z.record(z.string().max(60), z.string().max(4000)),
})
export const signInView = z.object({
  id,
  kind: z.string(),
  /** `choosing`: of the person's accounts; `chosen`: the channel can be connected. */
  step: z.enum(['choosing', 'chosen']),
  person: z.string().optional(),
})
export type SignInView = z.output<typeof signInView>

export const signInAccounts = z.object({
  accounts: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      detail: z.string().optional(),
      /** Whether the person may connect it; where not, `why`. */
      isAllowed: z.boolean(),
      why: z.string().optional(),
    }),
  ),
  /** Absent on the last page. */
  next: z.string().optional(),
})
export type SignInAccounts = z.output<typeof signInAccounts>
export const signInChoice = z.strictObject({ accountId: z.string().max(200) })
/** `url` where the platform must be visited once more, for this account. */
export const signInChosen = z.object({ url: z.string().optional() })
export type SignInChosen = z.output<typeof signInChosen>

/** Only the fields present are changed; a secret left out stays as it is. */
export const editChannelRequest = z.strictObject({
  version: z.int(),
  settings: settings.optional(),
  signature: channelDetails.shape.signature.optional(),
})
/** COM-81: a channel is disconnected only with consent said in so many words. */
export const disconnectChannelRequest = z.strictObject({ consent: z.boolean() })

export const logEntry = z.object({
  at: moment,
  direction: z.enum(['in', 'out']),
  what: z.string(),
  status: z.string(),
  durationMs: z.int().optional(),
  isFailure: z.boolean(),
  detail: z.string().optional(),
})
export type LogEntry = z.output<typeof logEntry>

export const quarantinedUpdate = z.object({
  id: z.string(),
  receivedAt: moment,
  tries: z.int(),
  problem: z.string(),
  /** The body as it came, cut at 4,000 characters. */
  body: z.string(),
})
export type QuarantinedUpdate = z.output<typeof quarantinedUpdate>
