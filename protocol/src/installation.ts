import { z } from 'zod'

import { id, moment } from './people.ts'

const name = z.string().trim().min(1).max(100)

/** A company as the installation's owner sees it: figures, and nothing of what is inside. */
export const installationAccount = z.object({
  id,
  name: z.string(),
  isDemo: z.boolean(),
  isSuspended: z.boolean(),
  people: z.int(),
  channels: z.int(),
  createdAt: moment,
  /** Whom it waits for: nobody is in it yet. The link may have expired; a new one can be made. */
  invited: z.object({ name: z.string(), email: z.string(), expiresAt: moment }).optional(),
})
export type InstallationAccount = z.output<typeof installationAccount>

export const addAccountRequest = z.strictObject({
  name,
  ownerName: name,
  ownerEmail: z.email().max(254),
})
export type AddAccountRequest = z.output<typeof addAccountRequest>

/** `link` is given only when no letter was sent: the installation's owner hands it over. */
export const addedAccount = installationAccount.extend({ link: z.string().optional() })
export type AddedAccount = z.output<typeof addedAccount>

export const switchAccountRequest = z.strictObject({ accountId: id })
