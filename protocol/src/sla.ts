import { z } from 'zod'

import { moment } from './people.ts'

export const slaKind = z.enum(['first', 'next', 'resolution'])
export type SlaKind = z.output<typeof slaKind>

/** A promise that runs; stopped while the conversation is on hold or put off. */
export const slaPromise = z.object({
  kind: slaKind,
  startedAt: moment,
  /** From then on it is urgent. */
  warnAt: moment.optional(),
  /** Absent while it is stopped, and where the office opens no more. */
  dueAt: moment.optional(),
  brokenAt: moment.optional(),
})
export type SlaPromise = z.output<typeof slaPromise>
