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
