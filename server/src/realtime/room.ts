import { type Audience, eventFor, type FeedRow, frameOf } from './audience.ts'
import type { Subscriber } from './subscriber.ts'

/** Who has nothing to see is told after so many numbers that there was nothing. */
const LONGEST_SILENCE = 1000
const MOST_KNOWN = 20_000

/**
 * The open workplaces of one account, found by what they see: an event costs its audience, however
 * many others are there.
 */
export class Room {
  /** Everybody in the room has been told up to here what is theirs of it. */
  last: number
  readonly #everybody = new Set<Subscriber>()
  readonly #seesAll = new Set<Subscriber>()
  readonly #bySeen = new Map<string, Set<Subscriber>>()
  /** Whom conversations concern, as the feed said last. */
  readonly #concerns = new Map<string, string[]>()
  #reminded: number

  constructor(last: number) {
    this.last = last
    this.#reminded = last
  }

  /** `told` is the number this reader has been told up to. */
  add(subscriber: Subscriber, told: number): void {
    subscriber.told = told
    this.#everybody.add(subscriber)
    const { scope, seesOf } = subscriber.caller
    if (scope === 'all') this.#seesAll.add(subscriber)
    else for (const id of seesOf) this.#bySeen.set(id, this.#thoseWhoSee(id).add(subscriber))
  }

  delete(subscriber: Subscriber): void {
    this.#everybody.delete(subscriber)
    this.#seesAll.delete(subscriber)
    for (const id of subscriber.caller.seesOf) {
      const readers = this.#thoseWhoSee(id)
      readers.delete(subscriber)
      if (readers.size === 0) this.#bySeen.delete(id)
    }
  }

  publish(rows: readonly FeedRow[]): void {
    const wanted = new Map<Subscriber, string[]>()
    for (const row of rows) {
      this.#learn(row)
      for (const reader of this.#readersOf(row.audience)) {
        const event = row.number > reader.told ? eventFor(row, reader.caller) : undefined
        if (event === undefined) continue
        const events = wanted.get(reader)
        if (events) events.push(event)
        else wanted.set(reader, [event])
      }
    }
    this.last = rows.at(-1)!.number
    for (const [reader, events] of wanted) this.#write(reader, events)
    this.#remind()
  }

  /** Says how far a reader is who was told nothing: there was nothing to tell. */
  cover(subscriber: Subscriber): void {
    if (this.#everybody.has(subscriber) && subscriber.told < this.last) this.#write(subscriber, [])
  }

  /** Everybody who sees what concerns these. */
  *readersOf(concerns: readonly string[]): Iterable<Subscriber> {
    yield* this.#readersOf({ now: [...concerns] })
  }

  get size(): number {
    return this.#everybody.size
  }

  everybody(): Iterable<Subscriber> {
    return this.#everybody
  }

  concernsOf(conversationId: string): readonly string[] | undefined {
    return this.#concerns.get(conversationId)
  }

  learnConcerns(conversationId: string, concerns: string[]): void {
    this.#concerns.delete(conversationId)
    this.#concerns.set(conversationId, concerns)
    if (this.#concerns.size <= MOST_KNOWN) return
    const [oldest] = this.#concerns.keys()
    if (oldest !== undefined) this.#concerns.delete(oldest)
  }

  #learn({ conversation_id: id, audience }: FeedRow): void {
    if (id && audience) this.learnConcerns(id, audience.now)
  }

  #readersOf(audience: Audience | null): Set<Subscriber> {
    if (!audience) return this.#everybody
    const readers = new Set(this.#seesAll)
    for (const id of [...audience.now, ...(audience.before ?? [])]) {
      for (const reader of this.#bySeen.get(id) ?? []) readers.add(reader)
    }
    return readers
  }

  #thoseWhoSee(id: string): Set<Subscriber> {
    return this.#bySeen.get(id) ?? new Set()
  }

  #write(reader: Subscriber, events: string[]): void {
    reader.write(frameOf(reader.told + 1, this.last, events))
    reader.told = this.last
  }

  /** Who comes back later must not be told a day's numbers one by one. */
  #remind(): void {
    if (this.last - this.#reminded < LONGEST_SILENCE) return
    for (const reader of this.#everybody) this.cover(reader)
    this.#reminded = this.last
  }
}
