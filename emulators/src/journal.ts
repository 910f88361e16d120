import type { Live } from './live.ts'

/** → the product called the platform, ← the platform called the product, · somebody did something. */
export type Direction = '→' | '←' | '·'
export type Level = 'plain' | 'warn' | 'danger'

export interface JournalLine {
  id: number
  at: number
  platform: string
  direction: Direction
  level: Level
  text: string
  /** As in `Phone`: a line without them belongs to every phone. */
  company?: string
  person?: string
}

const KEEP = 400

/** The last calls of all platforms, for a person to read on the page. */
export class Journal {
  readonly #live: Live
  #lines: JournalLine[] = []
  #lastId = 0

  constructor(live: Live) {
    this.#live = live
  }

  write(line: Omit<JournalLine, 'id'>): void {
    this.#lines.push({ id: ++this.#lastId, ...line })
    if (this.#lines.length > KEEP * 2) this.#lines = this.#lines.slice(-KEEP)
    this.#live.touch('journal')
  }

  clear(): void {
    this.#lines = []
    this.#live.touch('journal')
  }

  /** Newest first. */
  list(limit = 100): JournalLine[] {
    return this.#lines.slice(-limit).reverse()
  }
}
