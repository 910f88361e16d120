import { type Audience, eventFrom, type FeedRow } from './audience.ts'
import { Telling } from './frames.ts'
import type { Subscriber } from './subscriber.ts'

/** Who has nothing to see is told after so many numbers that there was nothing. */
const LONGEST_SILENCE = 1000
const MOST_KNOWN = 20_000
const nobody: ReadonlySet<Subscriber> = new Set()

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
    const nothing = new Telling()
    const wanted = new Map<Subscriber, Telling>()
    for (const row of rows) {
      this.#learn(row)
      const eventFor = eventFrom(row)
      for (const reader of this.#readersOf(row.audience)) {
        const event = row.number > reader.told ? eventFor(reader.caller) : undefined
        if (event !== undefined) wanted.set(reader, (wanted.get(reader) ?? nothing).and(event))
      }
    }
    this.last = rows.at(-1)!.number
    for (const [reader, telling] of wanted) this.#write(reader, telling)
    this.#remind(nothing)
  }

  /** Says how far a reader is who was told nothing: there was nothing to tell. */
  cover(subscriber: Subscriber, nothing = new Telling()): void {
    const isBehind = this.#everybody.has(subscriber) && subscriber.told < this.last
    if (isBehind) this.#write(subscriber, nothing)
  }

  /** Everybody who sees what concerns these. */
  *readersOf(concerns: readonly string[]): Iterable<Subscriber> {
    yield* this.#readersOf({ now: [...concerns] })
  }

  get size(): number {
    return this.#everybody.size
  }

  everybody(): ReadonlySet<Subscriber> {
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

  #readersOf(audience: Audience | null): ReadonlySet<Subscriber> {
    if (!audience) return this.#everybody
    const ids = [...audience.now, ...(audience.before ?? [])]
    const circles = [this.#seesAll, ...ids.map((id) => this.#thoseWhoSee(id))]
    const [first = nobody, ...others] = circles.filter(({ size }) => size > 0)
    if (others.length === 0) return first
    const readers = new Set(first)
    for (const circle of others) for (const reader of circle) readers.add(reader)
    return readers
  }

  #thoseWhoSee(id: string): Set<Subscriber> {
    return this.#bySeen.get(id) ?? new Set()
  }

  #write(reader: Subscriber, telling: Telling): void {
    reader.write(telling.frame(reader.told + 1, this.last))
    reader.told = this.last
  }

  /** Who comes back later must not be told a day's numbers one by one. */
  #remind(nothing: Telling): void {
    if (this.last - this.#reminded < LONGEST_SILENCE) return
    for (const reader of this.#everybody) this.cover(reader, nothing)
    this.#reminded = this.last
  }
}
