import { WEBHOOK_TRIED_HOURS } from '@otklik/protocol/settings'

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const TRIED_FOR_MS = WEBHOOK_TRIED_HOURS * HOUR_MS

/** After the first try, after the second, and so on; the last again and again. */
const pauses = [
  5 * SECOND_MS,
  30 * SECOND_MS,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
  1 * HOUR_MS,
  3 * HOUR_MS,
  6 * HOUR_MS,
]
/** Up to so much longer, so that what failed together does not come back together. */
const JITTER = 0.2

interface Tried {
  /** How often by now. */
  tries: number
  since: Date
  now: Date
  /** What the receiver has asked for. */
  retryAfterMs?: number | undefined
  /** From 0 to 1. */
  random: number
}

/** When it is tried next; undefined once three days are over. Pure. */
export function nextTry({ tries, since, now, retryAfterMs = 0, random }: Tried): Date | undefined {
  const pause = pauses[Math.min(tries, pauses.length) - 1] ?? pauses[0]!
  const wanted = Math.min(Math.max(pause * (1 + JITTER * random), retryAfterMs), 12 * HOUR_MS)
  const end = since.getTime() + TRIED_FOR_MS
  return now.getTime() >= end ? undefined : new Date(Math.min(now.getTime() + wanted, end))
}
