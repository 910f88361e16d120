import type { Outbox } from './outbox.ts'

/** Of these, where everything that was leaving has left: only they may be closed. */
export async function whenSent(outbox: Outbox, ids: readonly string[]): Promise<string[]> {
  const have = await Promise.all(ids.map((id) => outbox.hasLeft(id)))
  return ids.filter((_, index) => have[index])
}
