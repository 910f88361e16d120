import { randomBytes } from 'node:crypto'
import { Collection } from '../collection.ts'
import type { Shelf } from '../shelf.ts'
import { newToken } from './assets.ts'
import type { AssetKind } from './model.ts'

/** An address to upload one file to. */
export interface Ticket {
  key: string
  botId: number
  kind: AssetKind
  /** Video and audio have their token before their bytes. */
  token?: string
  isUsed: boolean
}

export class Tickets {
  readonly #tickets: Collection<Ticket>
  /** Parts of files that are on their way; a restart forgets them, as a dead upload host would. */
  readonly #parts = new Map<string, { total: number; chunks: Map<number, Buffer> }>()

  constructor(shelf: Shelf) {
    this.#tickets = new Collection(shelf, 'max/ticket', ({ key }) => key)
  }

  load(): void {
    this.#tickets.load()
  }

  clear(): void {
    this.#tickets.clear()
    this.#parts.clear()
  }

  open(botId: number, kind: AssetKind): Ticket {
    const key = randomBytes(16).toString('hex')
    const hasToken = kind === 'video' || kind === 'audio'
    return this.#tickets.save({
      ...{ key, botId, kind, isUsed: false },
      ...(hasToken && { token: newToken() }),
    })
  }

  find(key: string): Ticket | undefined {
    return this.#tickets.find(key)
  }

  use(ticket: Ticket): void {
    this.#parts.delete(ticket.key)
    this.#tickets.save({ ...ticket, isUsed: true })
  }

  /** Adds a piece; the whole file when that was the last one missing. */
  addChunk({ key }: Ticket, piece: { from: number; total: number; bytes: Buffer }) {
    const parts = this.#parts.get(key) ?? { total: piece.total, chunks: new Map() }
    this.#parts.set(key, parts)
    parts.chunks.set(piece.from, piece.bytes)
    if (this.received(key) < parts.total) return undefined
    const inOrder = [...parts.chunks].sort(([a], [b]) => a - b).map(([, bytes]) => bytes)
    return Buffer.concat(inOrder)
  }

  received(key: string): number {
    let size = 0
    for (const bytes of this.#parts.get(key)?.chunks.values() ?? []) size += bytes.length
    return size
  }
}
