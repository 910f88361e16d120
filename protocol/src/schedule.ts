import { z } from 'zod'

import { moment } from './people.ts'

/** Wall-clock time of day, `HH:MM`; an interval may end at `24:00`. */
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/)
const date = z.iso.date()

/** Working hours. One that ends before it starts ends on the next day. */
export const workingInterval = z.strictObject({ from: timeOfDay, to: timeOfDay })
export type WorkingInterval = z.output<typeof workingInterval>

/** A holiday or a short day: in place of what the week says, on every day from…to. */
export const scheduleException = z.strictObject({
  from: date,
  to: date,
  name: z.string().trim().max(100),
  intervals: z.array(workingInterval).max(10),
})
export type ScheduleException = z.output<typeof scheduleException>

/** «Расписание работы»: one per account, obeyed by every channel (COM-03). */
export const scheduleRules = z.strictObject({
  /** IANA name, as `Europe/Moscow`; offsets are never stored. */
  timeZone: z.string().min(1).max(64),
  /** Monday first. */
  week: z.array(z.array(workingInterval).max(10)).length(7),
  exceptions: z.array(scheduleException).max(366),
})
export type ScheduleRules = z.output<typeof scheduleRules>

/** `version` is what the form was filled from: somebody else's change meanwhile is a conflict. */
export const editScheduleRequest = scheduleRules.extend({ version: z.int() })

export const schedule = scheduleRules.extend({
  version: z.int(),
  isOpen: z.boolean(),
  /** When it next opens or closes; absent where it never does. */
  nextChangeAt: moment.optional(),
})
export type Schedule = z.output<typeof schedule>

/** Of hours that are not saved: whether they make sense, and what they say of two moments. */
export const scheduleCheckRequest = scheduleRules.extend({
  /** A date and a time of the wall clock in the zone of these hours. */
  at: z.strictObject({ date, time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/) }).optional(),
})
export type ScheduleCheckRequest = z.output<typeof scheduleCheckRequest>

/** What hours say of a moment. */
export const scheduleMoment = z.object({
  at: moment,
  isOpen: z.boolean(),
  /** When it opens or closes after that; absent where it never does. */
  nextChangeAt: moment.optional(),
  nextOpeningAt: moment.optional(),
  /** Which of the exceptions rules then, by its place in the list; absent where the week does. */
  exception: z.int().optional(),
})
export type ScheduleMoment = z.output<typeof scheduleMoment>

export const scheduleCheck = z.object({ now: scheduleMoment, asked: scheduleMoment.optional() })
export type ScheduleCheck = z.output<typeof scheduleCheck>
