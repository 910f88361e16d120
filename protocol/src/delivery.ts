import { z } from 'zod'

import { failureReason } from './channels.ts'
import { id, moment } from './people.ts'

/** One try of one call. */
export const deliveryAttempt = z.object({
  number: z.int(),
  startedAt: moment,
  /** Absent while the platform is being waited for. */
  endedAt: moment.optional(),
  result: z.enum(['sending', 'sent', 'retry', 'failed', 'unknown']),
  reason: failureReason.optional(),
  /** The platform's own code and words. */
  code: z.string().optional(),
  detail: z.string().optional(),
})
export type DeliveryAttempt = z.output<typeof deliveryAttempt>

/** One call of the platform that a message has become. */
export const deliveryPart = z.object({
  id,
  kind: z.enum(['message', 'edit', 'deletion']),
  state: z.enum(['queued', 'sending', 'sent', 'failed', 'unknown', 'cancelled']),
  /** When it is tried next, where it waits. */
  nextAt: moment.optional(),
  expiresAt: moment,
  /** What the platform calls the messages that came of it. */
  externalIds: z.array(z.string()),
  /** The oldest first; kept for 30 days. */
  attempts: z.array(deliveryAttempt),
})
export type DeliveryPart = z.output<typeof deliveryPart>

/** «Как доставлялось»: every call and every try of it, as it was. */
export const messageDelivery = z.object({ parts: z.array(deliveryPart) })
export type MessageDelivery = z.output<typeof messageDelivery>
