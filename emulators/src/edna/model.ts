import type { Line } from '../whatsapp-network/network.ts'

/** What edna keeps: keys of accounts, their subjects, templates («message matchers»). */

export interface Account {
  key: string
  isRevoked: boolean
  /** Nothing is sent at zero. */
  balance: number
}

export const AUTHS = ['none', 'raw', 'token'] as const

export interface Callbacks {
  statusCallbackUrl?: string
  inMessageCallbackUrl?: string
  messageMatcherCallbackUrl?: string
}

/** A WhatsApp number with edna's name for it. `Line.id` is its `subjectId`. */
export interface Subject extends Line {
  subject: string
  account: string
  isActive: boolean
  cascadeId: number
  callbacks: Callbacks
  /** Where clicks on links of templates are told. */
  clickCallbackUrl?: string
  /** How callbacks prove where they are from. */
  auth: (typeof AUTHS)[number]
  webhookKey: string
  /** Callbacks are arrays of one. */
  sendsArrays: boolean
  /** `no-match-template` comes as a status and not at once. */
  refusesLate: boolean
  /** Failures come without the id of the request. */
  hidesRequestIds: boolean
  /** http:// and other ports than 443 are accepted. */
  allowsLocalCallbacks: boolean
  /** Callbacks as the older API sends them. */
  isLegacy: boolean
  /** Words said twice to one person reach them twice, and are not cancelled. */
  takesRepeats?: boolean
}

export const CATEGORIES = ['MARKETING', 'UTILITY', 'AUTHORIZATION', 'AUTHENTICATION'] as const

export interface Matcher {
  id: number
  name: string
  language: string
  category: string
  contentType: string
  type: string
  status: string
  isLocked: boolean
  reason?: string
  content: MatcherContent
  subjectIds: number[]
  createdAt: number
  updatedAt: number
}

export interface MatcherContent {
  text?: string | null
  header?: { headerType?: string; text?: string | null } | null
  footer?: { text?: string | null } | null
  keyboard?: { rows: { buttons: MatcherButton[] }[] } | null
  [name: string]: unknown
}

export interface MatcherButton {
  text: string
  buttonType: string
  payload?: string | null
  url?: string | null
  urlPostfix?: string | null
  phone?: string | null
  shouldCollectClicks?: boolean
}

/** An accepted request: its id is never taken again. */
export interface Request {
  id: string
  line: string
  at: number
  address: string
  /** What was sent, for finding a repetition. */
  print: string
  messageId: string
  comment: string | null
  status: string
  error: string | null
  content: unknown
  isCancelled: boolean
}
