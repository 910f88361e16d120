/**
 * The maps copied for one frame of the feed. What others have already seen is never changed, so the
 * first change of a map copies it; the following ones of the same frame go into that copy.
 */
export class Copies {
  readonly #made = new WeakSet<object>()

  of<Key, Value>(known: ReadonlyMap<Key, Value>): Map<Key, Value> {
    if (this.#made.has(known)) return known as Map<Key, Value>
    const copy = new Map(known)
    this.#made.add(copy)
    return copy
  }
}
