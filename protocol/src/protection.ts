import { z } from 'zod'

import { id, moment } from './people.ts'

const password = z.string().max(200)
/** Of the application, or a recovery code. */
export const secondFactorCode = z.string().trim().min(1).max(40)

/** How a person's own sign-in is protected. */
export const secondFactor = z.object({
  isOn: z.boolean(),
  /** Recovery codes that were not used yet. */
  recoveryCodesLeft: z.int(),
  /** Somebody who only ever came in through their company has none, and nothing to protect here. */
  hasPassword: z.boolean(),
})
export type SecondFactor = z.output<typeof secondFactor>

export const beginSecondFactorRequest = z.strictObject({ password })
/** Shown once. The secret is also said in letters, for whoever cannot scan. */
export const begunSecondFactor = z.object({ secret: z.string(), uri: z.string() })
export type BegunSecondFactor = z.output<typeof begunSecondFactor>
export const confirmSecondFactorRequest = z.strictObject({ code: secondFactorCode })
export const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()) })
export type RecoveryCodes = z.output<typeof recoveryCodes>
/** For switching it off and for other recovery codes. */
export const secondFactorProof = z.strictObject({ password, code: secondFactorCode })

export const changePasswordRequest = z.strictObject({
  current: password,
  password: z.string().min(8).max(200),
})

/** One browser that is signed in. Where it is, nobody knows. */
export const activeSession = z.object({
  id,
  /** What its browser says of itself; absent where it says nothing we know. */
  browser: z.string().optional(),
  system: z.string().optional(),
  isPhone: z.boolean(),
  startedAt: moment,
  /** To within minutes. */
  lastSeenAt: moment,
  isCurrent: z.boolean(),
})
export type ActiveSession = z.output<typeof activeSession>

/** Whether everybody of a company has to have a second factor. */
export const secondFactorRule = z.object({
  /** Until then one may come in without it; absent where nobody has to have it. */
  requiredFrom: moment.optional(),
  /** People who sign in by password, and those of them who have it. */
  people: z.int(),
  protectedPeople: z.int(),
})
export type SecondFactorRule = z.output<typeof secondFactorRule>
export const secondFactorRuleRequest = z.discriminatedUnion('isRequired', [
  z.strictObject({ isRequired: z.literal(false) }),
  z.strictObject({ isRequired: z.literal(true), graceDays: z.int().min(0).max(90) }),
])

/** What a person may change of themselves. */
export const ownProfileRequest = z.strictObject({
  name: z.string().trim().min(1).max(100).optional(),
  /** Their name for customers; empty where it is the first word of their own. */
  signature: z.string().trim().max(60).optional(),
})
export const ownProfile = z.object({ name: z.string(), signature: z.string() })
export type OwnProfile = z.output<typeof ownProfile>
