import { z } from 'zod'

import { modules } from './modules.ts'
import { account, id, moment, operator, role } from './people.ts'
import { scope } from './permissions.ts'
import { secondFactorCode } from './protection.ts'
import { skill } from './routing.ts'

const email = z.email().max(254)
/** ASVS 6.2: at least 8 characters, long phrases allowed, nothing else demanded. */
const password = z.string().min(8).max(200)
const personName = z.string().trim().min(1).max(100)

/** How a list of conversations is sorted. */
export const listOrder = z.enum(['waiting', 'sla', 'window', 'activity'])
export type ListOrder = z.output<typeof listOrder>

/** How somebody has arranged their workplace: the same wherever they sign in. */
export const workplaceView = z.strictObject({
  listWidth: z.int().min(280).max(420).optional(),
  isCardOpen: z.boolean().optional(),
  /** After closing, the next conversation of the list opens by itself. */
  goesOnAfterClosing: z.boolean().optional(),
  /** Sections of the folders that are folded. */
  folded: z.array(z.string().max(40)).max(20).optional(),
  /** By folder; one that is left out is sorted by waiting time. */
  orders: z
    .record(z.string().max(160), listOrder)
    .refine((orders) => Object.keys(orders).length <= 200)
    .optional(),
})
export type WorkplaceView = z.output<typeof workplaceView>
const wallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

function isZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

export const preferences = z.strictObject({
  language: z.enum(['ru', 'en']),
  theme: z.enum(['auto', 'light', 'dark']),
  sound: z.boolean(),
  desktopNotices: z.boolean(),
  titleBadge: z.boolean(),
  /** Enter sends and Shift+Enter breaks the line, or the other way round. */
  enterSends: z.boolean(),
  /** Letters, digits and marks alone are commands outside text fields. */
  singleKeys: z.boolean(),
  /** By the command: the keys it was given instead of its usual ones, empty for none. */
  keys: z
    .record(z.string().max(60), z.string().max(60))
    .refine((keys) => Object.keys(keys).length <= 200)
    .default({}),
  workplace: workplaceView.optional(),
  /** Whose conversations one is told of: what one holds or is to take, one's teams', all of them. */
  noticesOf: z.enum(['mine', 'team', 'all']).default('mine'),
  /** Whether a notification of a closed browser shows what the customer wrote. */
  pushPreviews: z.boolean().default(false),
  /** No notifications between these hours of that zone; null is never quiet. */
  quietHours: z
    .strictObject({
      from: wallTime,
      until: wallTime,
      timeZone: z.string().max(64).refine(isZone),
    })
    .nullable()
    .default(null),
})
export type Preferences = z.output<typeof preferences>

/** Who is signed in, where, and what they may do. */
export const session = z.object({
  user: z.object({ id, name: z.string(), email: z.string() }),
  account,
  /** All they belong to; in a suspended one things can be looked at only. */
  accounts: z.array(z.object({ id, name: z.string(), isSuspended: z.boolean() })),
  /** May make companies, suspend and resume them. */
  ownsInstallation: z.boolean(),
  operator,
  permissions: z.array(z.string()),
  /** Which conversations they see. */
  scope,
  /** Which services the account has: the controls of others are absent. */
  modules,
  preferences,
  /** How their sign-in is protected, and whether their company asks for more. */
  protection: z.object({
    hasSecondFactor: z.boolean(),
    /** Their company asks for a second factor from then on. */
    requiredFrom: moment.optional(),
    /** Nothing else is answered before they have it. */
    mustProtect: z.boolean(),
    /** Their company’s own provider let them in: into this company, and nowhere else. */
    onlyAccount: z.boolean(),
  }),
  /** Of the company's schedule, as IANA has it: whose mornings and evenings are meant. */
  timeZone: z.string(),
  /** Where the demo's phones are; absent outside a demo account. */
  sandboxUrl: z.string().optional(),
})
export type Session = z.output<typeof session>

export const signInRequest = z.strictObject({
  email: z.string().max(254),
  password: z.string().max(200),
  accountId: id.optional(),
  /** Of the second factor, or a recovery code, where the answer was `code-needed`. */
  code: secondFactorCode.optional(),
})
export const passwordResetRequest = z.strictObject({ email: z.string().max(254) })
export const newPasswordRequest = z.strictObject({ password })

export const inviteRequest = z.strictObject({ email, name: personName, role })
export const invitation = z.object({
  id,
  email: z.string(),
  name: z.string(),
  role,
  createdAt: moment,
  expiresAt: moment,
})
export type Invitation = z.output<typeof invitation>
/** `link` is given only when no mail can be sent: the administrator hands it over. */
export const createdInvitation = invitation.extend({ link: z.string().optional() })
export type CreatedInvitation = z.output<typeof createdInvitation>

export const invitationOffer = z.object({
  accountName: z.string(),
  email: z.string(),
  name: z.string(),
  role,
  /** The person already has a password here and only confirms it. */
  isKnown: z.boolean(),
})
export type InvitationOffer = z.output<typeof invitationOffer>
export const acceptInvitationRequest = z.strictObject({
  name: personName,
  password,
  /** Of somebody known who has a second factor. */
  code: secondFactorCode.optional(),
})

export const editOperatorRequest = z.strictObject({
  name: personName.optional(),
  role: role.optional(),
  isDisabled: z.boolean().optional(),
  capacity: z.int().min(0).max(1000).optional(),
  skills: z.array(skill).max(50).optional(),
  scope: scope.optional(),
  reviewedTeamIds: z.array(id).max(200).optional(),
})

export const firstRun = z.object({
  isNeeded: z.boolean(),
  isDemo: z.boolean(),
  /** Without a mail server, administrators hand links over themselves. */
  canSendMail: z.boolean(),
})
export type FirstRun = z.output<typeof firstRun>
export const firstRunRequest = z.strictObject({
  companyName: personName,
  name: personName,
  email,
  password,
})
