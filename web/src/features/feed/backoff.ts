const firstMs = 500
const longestMs = 20_000

/**
 * How long to wait before the next try. Doubles from half a second; a half of it is by chance, so
 * that a whole office does not come back in the same instant.
 */
export function backoffMs(failedTries: number, chance: number): number {
  const full = Math.min(longestMs, firstMs * 2 ** failedTries)
  return full / 2 + (full / 2) * chance
}

/** A server that restarts is back within seconds: so many tries follow each other quickly. */
const quickTries = 12
const quickMs = 1000

/** The same for the socket: nobody looks at old data for longer than it takes to come back. */
export function reconnectMs(failedTries: number, chance: number): number {
  if (failedTries < quickTries) return Math.min(quickMs, backoffMs(failedTries, chance))
  return backoffMs(failedTries - quickTries + 1, chance)
}
