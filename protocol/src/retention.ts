import { z } from 'zod'

import { id } from './people.ts'

/**
 * For how many days after a conversation was closed something of it is kept; null for ever. `bodies`
 * are what platforms sent, as it came: 14 days at most, whatever is said here. `visitors` are those of
 * sites, where they were and what they said of themselves: counted from their last page.
 */
export const retentionTerms = z.strictObject({
  messagesDays: z.int().min(30).max(3650).nullable(),
  filesDays: z.int().min(7).max(3650).nullable(),
  bodiesDays: z.int().min(1).max(14).nullable(),
  visitorsDays: z.int().min(1).max(3650).nullable().default(null),
})
export type RetentionTerms = z.output<typeof retentionTerms>

/** «Хранение данных»: the terms of all channels, and of those that have terms of their own. */
export const retention = z.strictObject({
  usual: retentionTerms,
  channels: z.array(retentionTerms.extend({ channelId: id })).max(200),
})
export type Retention = z.output<typeof retention>

export const storedRetention = retention.extend({ version: z.int() })
export type StoredRetention = z.output<typeof storedRetention>

/** What would be deleted if these terms held now. */
export const retentionPreview = z.object({
  conversations: z.int(),
  messages: z.int(),
  files: z.int(),
  bytes: z.int(),
  bodies: z.int(),
  visitors: z.int(),
})
export type RetentionPreview = z.output<typeof retentionPreview>
