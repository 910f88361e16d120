import { z } from 'zod'

import { scope } from './permissions.ts'

/** Identifiers are opaque text everywhere outside the database. */
export const id = z.uuid()

/** A point in time: ISO 8601 in UTC. */
export const moment = z.iso.datetime({ offset: true })

/** What each of them may do is declared by every route. */
export const role = z.enum([
  'owner',
  'administrator',
  'supervisor',
  'operator',
  'quality-reviewer',
  'observer',
])
export type Role = z.output<typeof role>

export const account = z.object({
  id,
  name: z.string(),
  isDemo: z.boolean(),
  /** By the installation's owner, or a demo where demos are not allowed: it can be looked at only. */
  isSuspended: z.boolean(),
})
export type Account = z.output<typeof account>

/** «На линии», «Перерыв», «Не беспокоить», «Не в сети». */
export const operatorStatus = z.enum(['online', 'break', 'do-not-disturb', 'offline'])
export type OperatorStatus = z.output<typeof operatorStatus>

/** A membership that answers. */
export const operator = z.object({
  id,
  name: z.string(),
  email: z.string(),
  role,
  isDisabled: z.boolean(),
  version: z.int(),
  /** Chosen by themselves; `offline` also when no workplace of theirs is open. */
  status: operatorStatus,
  /** Since when that is so. */
  statusSince: moment.optional(),
  /** Why they are away, as they said. */
  statusReason: z.string().optional(),
  /** How much they can hold at once; a conversation takes its channel's weight of it. */
  capacity: z.int(),
  skills: z.array(z.string()),
  /** «Видит обращения»: counts of operators and of quality reviewers, all others see all of them. */
  scope,
  /** Whose conversations a quality reviewer of scope `team` sees. */
  reviewedTeamIds: z.array(id).optional(),
  /** Somebody of this name has the workplace open. A hint, not a promise. */
  isOnline: z.boolean(),
})
export type Operator = z.output<typeof operator>

/** When somebody last said something to a customer or a colleague; absent where they never did. */
export const operatorActivity = z.object({ operatorId: id, lastActivityAt: moment.optional() })
export type OperatorActivity = z.output<typeof operatorActivity>
