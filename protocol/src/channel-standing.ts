import { z } from 'zod'

import { channel, failureReason } from './channels.ts'
import { moment } from './people.ts'

const channelState = channel.shape.state

/** One state of a channel, until the next one. */
const channelPast = z.object({
  state: channelState,
  at: moment,
  /** What the platform said against it, and its own code of that. */
  reason: failureReason.optional(),
  code: z.string().optional(),
})

/** Calls of the last 24 hours that a platform did not take, of one reason. */
const channelRefusals = z.object({
  /** Absent where nobody answered, so that it may have arrived. */
  reason: failureReason.optional(),
  count: z.int(),
  /** Of these, those that are or were tried again by themselves. */
  repeated: z.int(),
  lastAt: moment,
  /** The platform's own code of the last one. */
  code: z.string().optional(),
})

/** How a channel does and how it did: the tab «Состояние». */
export const channelStanding = z.object({
  state: channelState,
  /** Absent where it was so already before states were noted. */
  since: moment.optional(),
  /** What is looked after about its subscription at the platform. */
  watch: z.object({
    /** When all was last found well. */
    wellAt: moment.optional(),
    /** Since when the platform would tell us nothing. */
    unsubscribedSince: moment.optional(),
    /** Since when something was missed that has not been fetched yet. */
    missedSince: moment.optional(),
  }),
  /** `asked`: when its platform was asked last; absent where platforms do not tell. */
  token: z.object({ askedAt: moment, endsAt: moment.optional() }).optional(),
  refusals: z.array(channelRefusals),
  /** The newest first. */
  history: z.array(channelPast),
})
export type ChannelStanding = z.output<typeof channelStanding>
