import type { Moment } from '../../rules/conversation.ts'

interface Entry<T> {
  at: Moment
  seq: number
  item: T
}

/** What is to come, in the order of time, and at one moment in the order it was put in. */
export class Agenda<T> {
  readonly #heap: Entry<T>[] = []
  #seq = 0

  get nextAt(): Moment | undefined {
    return this.#heap[0]?.at
  }

  add(at: Moment, item: T): void {
    this.#heap.push({ at, seq: this.#seq++, item })
    let k = this.#heap.length - 1
    while (k > 0) {
      const parent = (k - 1) >> 1
      if (!this.#isBefore(k, parent)) return
      this.#swap(k, parent)
      k = parent
    }
  }

  take(): T | undefined {
    const first = this.#heap[0]
    const last = this.#heap.pop()
    if (!first || !last) return undefined
    if (this.#heap.length === 0) return first.item
    this.#heap[0] = last
    for (let k = 0; ; ) {
      const [left, right] = [2 * k + 1, 2 * k + 2]
      let least = k
      if (left < this.#heap.length && this.#isBefore(left, least)) least = left
      if (right < this.#heap.length && this.#isBefore(right, least)) least = right
      if (least === k) return first.item
      this.#swap(k, least)
      k = least
    }
  }

  #isBefore(k: number, other: number): boolean {
    const [a, b] = [this.#heap[k]!, this.#heap[other]!]
    return a.at < b.at || (a.at === b.at && a.seq < b.seq)
  }

  #swap(k: number, other: number): void {
    const heap = this.#heap
    ;[heap[k], heap[other]] = [heap[other]!, heap[k]!]
  }
}
