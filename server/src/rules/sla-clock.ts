import type { Moment } from './moment.ts'
import type { OpeningHours } from './settings.ts'
import { afterWorkingTime, workingTimeBetween } from './working-time.ts'

/** What is promised: the first answer, each next one, and that the matter is settled. */
export type SlaKind = 'first' | 'next' | 'resolution'

/** A promise that runs. What was promised when it began holds until it is over. */
export interface SlaClock {
  readonly startedAt: Moment
  readonly targetMs: number
  /** Working time that had passed before it was stopped last. */
  readonly usedMs: number
  /** Since when it runs; absent while it is stopped. */
  readonly runsFrom?: Moment
  /** Absent while it is stopped, and where the office never opens again. */
  readonly warnAt?: Moment
  readonly dueAt?: Moment
  /** It was not kept. */
  readonly brokenAt?: Moment
  /** By whose rules, and for whom: what is counted later is counted to them. */
  readonly teamId?: string
  readonly isVip?: true
}

/** What a conversation was promised, and what of it was not kept. */
export interface Sla {
  readonly wait?: SlaClock & { readonly kind: 'first' | 'next' }
  readonly resolution?: SlaClock
  readonly broken?: readonly SlaKind[]
}

/** A promise is called urgent once so much of its time has gone. */
const WARNED_SHARE = 0.75

export function begunClock(
  facts: Pick<SlaClock, 'startedAt' | 'targetMs' | 'teamId' | 'isVip'>,
  hours: OpeningHours,
): SlaClock {
  return resumed({ ...facts, usedMs: 0 }, facts.startedAt, hours)
}

/** It runs from then on; whatever has been used stays used. */
export function resumed(clock: SlaClock, at: Moment, hours: OpeningHours): SlaClock {
  const { targetMs, usedMs } = clock
  const warnAt = afterWorkingTime(hours, at, Math.max(0, targetMs * WARNED_SHARE - usedMs))
  const dueAt = afterWorkingTime(hours, at, Math.max(0, targetMs - usedMs))
  return {
    ...clock,
    runsFrom: at,
    ...(warnAt !== undefined && { warnAt }),
    ...(dueAt !== undefined && { dueAt }),
  }
}

/** On hold or put off: nobody waits for us meanwhile. */
export function stopped(clock: SlaClock, at: Moment, hours: OpeningHours): SlaClock {
  if (clock.runsFrom === undefined) return clock
  const { runsFrom, warnAt: _, dueAt: __, ...rest } = clock
  const usedMs = clock.usedMs + workingTimeBetween(hours, runsFrom, at)
  return { ...rest, usedMs }
}

/** How much working time it took in all. */
export function takenBy(clock: SlaClock, at: Moment, hours: OpeningHours): number {
  return stopped(clock, at, hours).usedMs
}

/** Kept or not, as it stands at its end: a minute between being due and being noticed is no grace. */
export function atEnd(clock: SlaClock, at: Moment): SlaClock {
  const { dueAt, brokenAt } = clock
  const isBroken = brokenAt === undefined && dueAt !== undefined && at > dueAt
  return isBroken ? { ...clock, brokenAt: dueAt } : clock
}
