import { z } from 'zod'

import { id } from './people.ts'

const words = z.array(z.string().trim().min(1).max(100)).min(1).max(30)
const ids = z.array(id).min(1).max(50)

/**
 * What a conversation has to be for a saved filter to show it; each condition narrows, a list means
 * one of it. Without `status` every open one is meant.
 */
export const filterConditions = z.strictObject({
  status: z.enum(['waiting', 'assigned', 'aside', 'bot', 'closed', 'spam']).optional(),
  channelIds: ids.optional(),
  teamIds: ids.optional(),
  /** `me` is whoever looks. */
  operatorIds: z
    .array(z.union([id, z.literal('me')]))
    .min(1)
    .max(50)
    .optional(),
  topics: words.optional(),
  tags: words.optional(),
  /** Who owes the next word. */
  owes: z.enum(['us', 'customer']).optional(),
  /** «ВИП» alone. */
  isVip: z.literal(true).optional(),
  /** The customer has waited for longer than this, in minutes. */
  waitsOverMin: z.int().min(1).max(10_080).optional(),
  /** The reply window closes within this many hours. */
  windowUnderHours: z.int().min(1).max(168).optional(),
})
export type FilterConditions = z.output<typeof filterConditions>

const name = z.string().trim().min(1).max(60)

export const savedFilter = z.object({
  id,
  version: z.int(),
  name: z.string(),
  ownerId: id,
  /** Everybody of the company has it among their folders. */
  isShared: z.boolean(),
  conditions: filterConditions,
})
export type SavedFilter = z.output<typeof savedFilter>

export const createFilterRequest = z.strictObject({
  name,
  isShared: z.boolean().default(false),
  conditions: filterConditions,
})
export const editFilterRequest = z.strictObject({
  version: z.int(),
  name: name.optional(),
  isShared: z.boolean().optional(),
  conditions: filterConditions.optional(),
})
/** All of one's own, or all of the shared, in the order they shall have. */
export const orderFiltersRequest = z.strictObject({ ids: z.array(id).min(1).max(200) })
