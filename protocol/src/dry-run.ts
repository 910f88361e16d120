import { z } from 'zod'

import { id, moment } from './people.ts'
import { editedSettings } from './settings-check.ts'

/** «Проверка настроек»: a customer who never was, at a moment that is chosen. */
export const dryRunRequest = z.strictObject({
  channelId: id,
  /** The next such day, as the account's clock and time zone have it: 1 is Monday, or a date. */
  day: z.union([z.int().min(1).max(7), z.iso.date()]),
  /** Wall-clock `HH:MM`. */
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  /** When the customer writes, in seconds from that moment; the first is at 0. */
  customerWritesS: z
    .array(
      z
        .int()
        .min(0)
        .max(30 * 86_400),
    )
    .min(1)
    .max(10),
  /** What operators do with what they get. */
  operators: z.discriminatedUnion('do', [
    z.strictObject({ do: z.literal('nothing') }),
    /** Accept and answer every message of the customer after so long. */
    z.strictObject({ do: z.literal('answer'), afterS: z.int().min(0).max(86_400) }),
    /** Answer once and close. */
    z.strictObject({ do: z.literal('close'), afterS: z.int().min(0).max(86_400) }),
  ]),
  /** Who is on the line while it is working time. */
  onLine: z.enum(['everybody', 'nobody', 'as-now']),
  isBotUnavailable: z.boolean().default(false),
  edited: editedSettings.optional(),
})
export type DryRunRequest = z.input<typeof dryRunRequest>

/** What a step is, to be put into words where it is shown. */
export const timelineCode = z.enum([
  'customer-wrote',
  'waits-for-opening',
  'opened',
  'queued-for-team',
  'queued-for-operator',
  'offered',
  'offer-expired',
  /** Given without asking, and not answered in time. */
  'not-answered',
  /** The same people are asked over and over: so many times, until then. */
  'and-so-on',
  'nobody-answered',
  'assigned',
  'waits-by-hand',
  'nobody-there',
  'to-backup',
  'team-told',
  'supervisors-told',
  'operator-answered',
  'operator-closed',
  /** Who held it went home. */
  'operator-away',
  /** It talks to the customer, in words that only a customer brings out. */
  'bot-took',
  'bot-unavailable',
  'auto-reply',
  'auto-reply-dropped',
  'closed-for-inactivity',
  'closing-text',
  'kept-open',
  'still-waiting',
])
export type TimelineCode = z.output<typeof timelineCode>

export const timelineStep = z.object({
  at: moment,
  code: timelineCode,
  /** Names, numbers, and why: `{ team: 'Доставка', reason: 'answered' }`. */
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  /** What the customer would read. */
  text: z.string().optional(),
  /** Whether the schedule is open at that moment: the timeline is cut into stretches by it. */
  isOpen: z.boolean(),
})
export type TimelineStep = z.output<typeof timelineStep>

export const timeline = z.object({
  steps: z.array(timelineStep),
  /** Nothing more would happen, or it goes on beyond what is shown. */
  isComplete: z.boolean(),
})
export type Timeline = z.output<typeof timeline>

/** Under the settings as they are stored and, where something is unsaved, as they would be. */
export const dryRun = z.object({
  timeZone: z.string(),
  stored: timeline,
  edited: timeline.optional(),
})
export type DryRun = z.output<typeof dryRun>
