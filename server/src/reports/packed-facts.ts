import type { Fact } from './facts.ts'
import type { Measure } from './measures.ts'

/**
 * A day of a conversation in some three hundred bytes: a report of two conditions reads a hundred
 * thousand of them. Blocks, one after the other, so that rows can be joined as they are:
 *
 *     people: 1 byte, how many, and 16 for each
 *     facts:  1 byte, how many, and 12 for each: measure, bucket, hour (255 is none), operator,
 *             team, bot (their place among the people, 0 is nobody), count (2 bytes), total (4 bytes)
 */
const PERSON_BYTES = 16
const FACT_BYTES = 12
const NO_HOUR = 255
const MOST_IN_BLOCK = 255
const MOST_COUNT = 0xff_ff
const MOST_TOTAL = 0xff_ff_ff_ff

export function packFacts(facts: readonly Fact[]): Buffer {
  const blocks: Block[] = []
  for (const fact of facts.flatMap(inPieces)) {
    if (!blocks.at(-1)?.take(fact)) {
      const block = new Block()
      block.take(fact)
      blocks.push(block)
    }
  }
  return Buffer.concat(blocks.map((block) => block.pack()))
}

/** What does not fit the bytes of one fact is told as several. */
function inPieces(fact: Fact): Fact[] {
  if (fact.count <= MOST_COUNT && fact.total <= MOST_TOTAL) return [fact]
  const count = Math.min(fact.count, MOST_COUNT)
  const total = Math.min(fact.total, MOST_TOTAL)
  const rest = { ...fact, count: fact.count - count, total: fact.total - total }
  return [{ ...fact, count, total }, ...inPieces(rest)]
}

class Block {
  readonly #people: string[] = []
  readonly #facts: { fact: Fact; places: number[] }[] = []

  /** False where it is full. */
  take(fact: Fact): boolean {
    const ids = [fact.operatorId, fact.teamId, fact.botId]
    const strangers = new Set(ids.filter((id) => id !== null && !this.#people.includes(id)))
    if (this.#facts.length === MOST_IN_BLOCK) return false
    if (this.#people.length + strangers.size > MOST_IN_BLOCK) return false
    for (const id of strangers) this.#people.push(id!)
    const places = ids.map((id) => (id === null ? 0 : this.#people.indexOf(id) + 1))
    this.#facts.push({ fact, places })
    return true
  }

  pack(): Buffer {
    const bytes = 2 + this.#people.length * PERSON_BYTES + this.#facts.length * FACT_BYTES
    const packed = Buffer.alloc(bytes)
    let at = packed.writeUInt8(this.#people.length)
    for (const id of this.#people) {
      at += packed.write(id.replaceAll('-', ''), at, 'hex')
    }
    at = packed.writeUInt8(this.#facts.length, at)
    for (const { fact, places } of this.#facts) {
      const hour = fact.hour < 0 ? NO_HOUR : fact.hour
      for (const byte of [fact.measure, fact.bucket, hour, ...places]) {
        at = packed.writeUInt8(byte, at)
      }
      at = packed.writeUInt16BE(fact.count, at)
      at = packed.writeUInt32BE(fact.total, at)
    }
    return packed
  }
}

const known = new Map<string, string>()
const MOST_KNOWN = 10_000

/** The same few people are in all of them. */
function personAt(packed: Buffer, at: number): string {
  const bytes = packed.toString('latin1', at, at + PERSON_BYTES)
  const found = known.get(bytes)
  if (found) return found
  if (known.size >= MOST_KNOWN) known.clear()
  const id = packed
    .toString('hex', at, at + PERSON_BYTES)
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  known.set(bytes, id)
  return id
}

/** Goes through facts, and is the one it stands at: whose it is, is looked up only when asked for. */
export class FactReader implements Fact {
  measure = 1 as Measure
  bucket = 0
  hour = -1
  count = 0
  total = 0
  readonly #packed: Buffer
  readonly #people: (string | undefined)[] = []
  /** Where the people of this block stand, the fact it is at, and the next one. */
  #from = 0
  #at = 0
  #next = 0
  #left = 0

  constructor(packed: Buffer) {
    this.#packed = packed
  }

  /** False behind the last one. */
  next(): boolean {
    while (this.#left === 0) {
      if (this.#next >= this.#packed.length) return false
      this.#enter()
    }
    this.#left--
    const packed = this.#packed
    const at = this.#next
    this.#at = at
    this.#next = at + FACT_BYTES
    this.measure = packed[at] as Measure
    this.bucket = packed[at + 1]!
    const hour = packed[at + 2]!
    this.hour = hour === NO_HOUR ? -1 : hour
    this.count = packed[at + 6]! * 256 + packed[at + 7]!
    this.total =
      packed[at + 8]! * 0x1_00_00_00 +
      ((packed[at + 9]! << 16) | (packed[at + 10]! << 8) | packed[at + 11]!)
    return true
  }

  get operatorId(): string | null {
    return this.#personAt(this.#packed[this.#at + 3]!)
  }

  get teamId(): string | null {
    return this.#personAt(this.#packed[this.#at + 4]!)
  }

  get botId(): string | null {
    return this.#personAt(this.#packed[this.#at + 5]!)
  }

  #enter(): void {
    this.#from = this.#next + 1
    this.#people.length = 0
    const end = this.#from + this.#packed[this.#next]! * PERSON_BYTES
    this.#left = this.#packed[end]!
    this.#next = end + 1
  }

  #personAt(place: number): string | null {
    if (place === 0) return null
    const known = this.#people[place]
    if (known) return known
    const id = personAt(this.#packed, this.#from + (place - 1) * PERSON_BYTES)
    this.#people[place] = id
    return id
  }
}

export function unpackFacts(packed: Buffer): Fact[] {
  const facts: Fact[] = []
  const reader = new FactReader(packed)
  while (reader.next()) {
    const { measure, bucket, hour, operatorId, teamId, botId, count, total } = reader
    facts.push({ measure, bucket, hour, operatorId, teamId, botId, count, total })
  }
  return facts
}
