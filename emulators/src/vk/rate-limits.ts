import type { Clock } from '../clock.ts'
import { ApiError } from './api-error.ts'
import type { Token } from './model.ts'

const COMMUNITY_PER_SECOND = 20
const OTHERS_PER_SECOND = 3

/** Requests in the last second, by token. */
export class RateLimits {
  readonly #clock: Clock
  readonly #recent = new Map<string, number[]>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  check({ kind, value }: Token): void {
    const now = this.#clock.now()
    const recent = (this.#recent.get(value) ?? []).filter((at) => now - at < 1000)
    if (recent.length >= (kind === 'community' ? COMMUNITY_PER_SECOND : OTHERS_PER_SECOND))
      throw new ApiError(6)
    recent.push(now)
    this.#recent.set(value, recent)
  }
}
