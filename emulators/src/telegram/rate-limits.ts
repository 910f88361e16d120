import type { Clock } from '../clock.ts'
import type { Bot } from './model.ts'
import { tooManyRequests } from './refusal.ts'

interface Bucket {
  tokens: number
  at: number
}

/** The published limits, with the short bursts the platform tolerates. */
const PER_CHAT = { perSecond: 1, burst: 5 }
const PER_BOT = { perSecond: 30, burst: 30 }

export class RateLimits {
  readonly #clock: Clock
  readonly #buckets = new Map<string, Bucket>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** A refused call costs nothing: the platform did not execute it. */
  check(bot: Bot, chatId: string): void {
    if (!bot.limitsRate) return
    const chat = this.#refill(`${bot.id}:${chatId}`, PER_CHAT)
    const all = this.#refill(String(bot.id), PER_BOT)
    if (chat.tokens < 1)
      throw tooManyRequests(Math.ceil((1 - chat.tokens) / PER_CHAT.perSecond) + 2)
    if (all.tokens < 1) throw tooManyRequests(Math.ceil((1 - all.tokens) / PER_BOT.perSecond) + 2)
    chat.tokens--
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
