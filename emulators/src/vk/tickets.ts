import type { Clock } from '../clock.ts'
import type { Shelf } from '../shelf.ts'
import { hex } from './world.ts'

interface Ticket {
  until: number
  value: unknown
}

/** What is handed out to be brought back once: codes of OAuth, addresses and receipts of uploads. */
export class Tickets {
  readonly #shelf: Shelf
  readonly #clock: Clock
  readonly #tickets = new Map<string, Ticket>()

  constructor(shelf: Shelf, clock: Clock) {
    this.#shelf = shelf
    this.#clock = clock
  }

  load(): void {
    for (const [key, ticket] of this.#shelf.entries('vk-ticket'))
      this.#tickets.set(key, ticket as Ticket)
  }

  clear(): void {
    this.#tickets.clear()
  }

  give(kind: string, value: unknown, forMs: number): string {
    const name = hex(20)
    const ticket = { until: this.#clock.now() + forMs, value }
    this.#tickets.set(`${kind}:${name}`, ticket)
    this.#shelf.put('vk-ticket', `${kind}:${name}`, ticket)
    return name
  }

  /** Takes it back; a second time, or too late, there is nothing. */
  take<T>(kind: string, name: string): T | undefined {
    const key = `${kind}:${name}`
    const ticket = this.#tickets.get(key)
    if (!ticket) return undefined
    this.#tickets.delete(key)
    this.#shelf.drop('vk-ticket', key)
    return ticket.until > this.#clock.now() ? (ticket.value as T) : undefined
  }

  /** Looks without taking: for what may be used again. */
  look<T>(kind: string, name: string): T | undefined {
    const ticket = this.#tickets.get(`${kind}:${name}`)
    return ticket && ticket.until > this.#clock.now() ? (ticket.value as T) : undefined
  }
}
