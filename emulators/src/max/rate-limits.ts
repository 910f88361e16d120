import type { Clock } from '../clock.ts'
import type { Bot } from './model.ts'
import { Refusal } from './refusal.ts'

const PER_SECOND = 30
const PER_SECOND_IN_DIALOG = 2

/** Calls in the last second, by whatever is limited. */
export class RateLimits {
  readonly #clock: Clock
  readonly #recent = new Map<string, number[]>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  checkBot(bot: Bot): void {
    this.#check(bot, 'all', PER_SECOND)
  }

  /** Sending, answering and editing are counted apart. */
  checkDialog(bot: Bot, method: string, dialogId: number | string): void {
    this.#check(bot, `${method} ${dialogId}`, PER_SECOND_IN_DIALOG)
  }

  #check(bot: Bot, what: string, most: number): void {
    if (!bot.limitsRate) return
    const key = `${bot.id} ${what}`
    const now = this.#clock.now()
    const recent = (this.#recent.get(key) ?? []).filter((at) => now - at < 1000)
    this.#recent.set(key, recent)
    if (recent.length >= most) throw tooManyRequests()
    recent.push(now)
  }
}

export const tooManyRequests = () => new Refusal(429, 'too.many.requests', 'Too many requests')
