import type { Clock } from '../clock.ts'
import { refuse } from './errors.ts'
import type { BusinessNumber } from './model.ts'

interface Bucket {
  tokens: number
  at: number
}

/** One person: a message in six seconds, with a burst of 45 borrowed from later. */
const PER_PAIR = { perSecond: 1 / 6, burst: 45 }
const PER_NUMBER = { perSecond: 80, burst: 80 }

export class Limits {
  readonly #clock: Clock
  readonly #buckets = new Map<string, Bucket>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  clear(): void {
    this.#buckets.clear()
  }

  /** A refused call costs nothing: it was not executed. */
  check(number: BusinessNumber, person: string): void {
    if (!number.limitsRate) return
    const pair = this.#refill(`${number.id}:${person}`, PER_PAIR)
    const all = this.#refill(number.id, PER_NUMBER)
    if (all.tokens < 1) throw refuse(130429, 'Cloud API message throughput has been reached.')
    if (pair.tokens < 1)
      throw refuse(
        131056,
        'Too many messages sent from the sender phone number to the same recipient phone number in a short period of time.',
      )
    pair.tokens--
    all.tokens--
  }

  #refill(key: string, limit: { perSecond: number; burst: number }): Bucket {
    const now = this.#clock.now()
    const bucket = this.#buckets.get(key) ?? { tokens: limit.burst, at: now }
    const gained = ((now - bucket.at) / 1000) * limit.perSecond
    bucket.tokens = Math.min(limit.burst, bucket.tokens + gained)
    bucket.at = now
    this.#buckets.set(key, bucket)
    return bucket
  }
}
