import { z } from 'zod'

import { id } from './people.ts'

/** «Клиентская оценка качества»: how the customers of a group of channels are asked. */
export const ratingSettings = z.object({
  isOn: z.boolean(),
  /** 👍/👎, or 1 to 5. */
  scale: z.enum(['thumbs', 'stars']),
  question: z.string(),
  /** Asked after a mark; empty for nothing. */
  commentQuestion: z.string(),
  /** Empty for nothing. */
  thanks: z.string(),
  /** Nobody is asked again within so many hours; 0 asks after every conversation. */
  everyHours: z.int(),
  /** A mark that comes later does not count. */
  awaitHours: z.int(),
  /** Also when a conversation has closed by itself. */
  asksAfterTimeout: z.boolean(),
  /** A mark up to this one is told to the operator and to supervisors; 0 tells of none. */
  lowScore: z.int(),
})
export type RatingSettings = z.output<typeof ratingSettings>

/** «Группа каналов»: channels that share the rules of rating. A channel is in exactly one (D-29). */
export const channelGroup = z.object({
  id,
  version: z.int(),
  name: z.string(),
  /** Channels begin in it, and it cannot be deleted. */
  isFirst: z.boolean(),
  channels: z.array(z.object({ id, isRated: z.boolean() })),
  rating: ratingSettings,
})
export type ChannelGroup = z.output<typeof channelGroup>

const name = z.string().trim().min(1).max(80)

export const createChannelGroupRequest = z.strictObject({ name })

/** Only what is given changes. A channel that is left out of the list goes to the first group. */
export const editChannelGroupRequest = z.strictObject({
  version: z.int(),
  name: name.optional(),
  channels: z
    .array(z.strictObject({ id, isRated: z.boolean() }))
    .max(500)
    .optional(),
  rating: z
    .strictObject({
      isOn: z.boolean(),
      scale: z.enum(['thumbs', 'stars']),
      question: z.string(),
      commentQuestion: z.string(),
      thanks: z.string(),
      everyHours: z.unknown(),
      awaitHours: z.unknown(),
      asksAfterTimeout: z.boolean(),
      lowScore: z.unknown(),
    })
    .partial()
    .optional(),
})
export type EditChannelGroupRequest = z.input<typeof editChannelGroupRequest>
