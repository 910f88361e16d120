import type { Line } from '../whatsapp-network/network.ts'

/** What Meta keeps on its side of WhatsApp: apps, accounts, numbers, tokens, templates. */

export interface App {
  id: string
  secret: string
  callback?: { url: string; verifyToken: string; fields: string[] }
  /** Of the webhooks: later ones say less of conversations. */
  version: string
  /** `\/` in bodies, as PHP writes it. */
  escapesSlashes: boolean
  /** Up to so many updates in one request. */
  batch: number
}

export interface Token {
  value: string
  app: string
  accounts: string[]
  isRevoked: boolean
  /** In seconds; absent for one that never ends. */
  expiresAt?: number
}

/** A WhatsApp Business account: WABA. */
export interface Account {
  id: string
  name: string
  /** What people's ids are scoped to. */
  portfolio: string
  subscriptions: Subscription[]
  /** 368 to everything, as after a violation. */
  isRestricted: boolean
  /** Approved by themselves a moment later, unless the name says `reject`; else by hand. */
  reviewsAtOnce: boolean
}

export interface Subscription {
  app: string
  override?: { url: string; verifyToken: string }
}

export const EDITS = ['invisible', 'unsupported', 'told'] as const

export interface BusinessNumber extends Line {
  account: string
  quality: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN'
  tier: string
  isRegistered: boolean
  pin?: string
  /** Published limits: off, so that tests need not wait. */
  limitsRate: boolean
  /** 131047 comes as a status and not at once. */
  refusesLate: boolean
  /** What a person's edit looks like: nothing, `unsupported`, or told, as in coexistence. */
  edits: (typeof EDITS)[number]
  qrCodes: { code: string; text: string }[]
}

export const TEMPLATE_STATUSES = [
  'PENDING',
  'APPROVED',
  'REJECTED',
  'PAUSED',
  'DISABLED',
  'IN_APPEAL',
  'ARCHIVED',
  'LOCKED',
] as const
export type TemplateStatus = (typeof TEMPLATE_STATUSES)[number]

export const CATEGORIES = ['UTILITY', 'MARKETING', 'AUTHENTICATION'] as const
export type Category = (typeof CATEGORIES)[number]

export interface Template {
  id: string
  account: string
  name: string
  language: string
  category: Category
  previousCategory?: Category
  status: TemplateStatus
  /** Before it was archived. */
  formerStatus?: TemplateStatus
  archivedAt?: number
  parameterFormat: 'POSITIONAL' | 'NAMED'
  components: Component[]
  rejectedReason: string
  quality: { score: string; at: number }
  createdAt: number
  editedAt: number[]
}

export interface Component {
  type: 'HEADER' | 'BODY' | 'FOOTER' | 'BUTTONS'
  format?: 'TEXT' | 'IMAGE' | 'VIDEO' | 'DOCUMENT' | 'LOCATION'
  text?: string
  example?: Record<string, unknown>
  buttons?: TemplateButton[]
}

export interface TemplateButton {
  type: string
  text?: string
  url?: string
  phone_number?: string
  example?: unknown
}

/** A name that may not be used again for a while. */
export interface Grave {
  account: string
  name: string
  until: number
}
