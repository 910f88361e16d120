import type { Shelf } from './shelf.ts'

/** Things with an id of their own, kept on the shelf. */
export class Collection<T> {
  readonly #items = new Map<string, T>()
  readonly #shelf: Shelf
  readonly #kind: string
  readonly #key: (item: T) => string

  constructor(shelf: Shelf, kind: string, key: (item: T) => string) {
    this.#shelf = shelf
    this.#kind = kind
    this.#key = key
  }

  load(): void {
    for (const [key, item] of this.#shelf.entries(this.#kind)) this.#items.set(key, item as T)
  }

  clear(): void {
    this.#items.clear()
  }

  find(key: string): T | undefined {
    return this.#items.get(key)
  }

  list(): T[] {
    return [...this.#items.values()]
  }

  save(item: T): T {
    this.#items.set(this.#key(item), item)
    this.#shelf.put(this.#kind, this.#key(item), item)
    return item
  }

  drop(item: T): void {
    this.#items.delete(this.#key(item))
    this.#shelf.drop(this.#kind, this.#key(item))
  }
}
