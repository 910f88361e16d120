import { setTimeout as sleep } from 'node:timers/promises'

const LONGEST_REST_MS = 500

/** Half of the time at most is worked that nobody waits for: customers and operators come first. */
export const restAsLong = (startedAt: number) =>
  sleep(Math.min(performance.now() - startedAt, LONGEST_REST_MS))
