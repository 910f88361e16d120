import type { LoadedPart } from './load.ts'
import type { SettledRow } from './writes.ts'

/**
 * Whether a part has gone on without what its try now says: it was followed by another, or by who
 * waited for it in vain. `earlier` is what was settled in the same breath, and is not written yet.
 */
export function isOver(
  settled: SettledRow,
  part: LoadedPart | undefined,
  earlier: readonly SettledRow[],
): boolean {
  if (!part || settled.try === undefined) return false
  if (part.tries > settled.try) return true
  const mine = earlier.findLast((each) => each.partId === settled.partId && !each.isOver)
  const state = mine?.state ?? part.state
  if (settled.found) return state !== settled.found
  // Nobody will try again what is decided.
  return settled.state === 'queued' && state !== 'queued' && state !== 'sending'
}
