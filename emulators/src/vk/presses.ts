import type { Clock } from '../clock.ts'
import { hex } from './world.ts'

export const ANSWER_WINDOW_MS = 60_000

interface Press {
  communityId: number
  userId: number
  peerId: number
  cmid: number
  at: number
}

/** Callback buttons that were pressed and wait for an answer: a minute, and not across a restart. */
export class Presses {
  readonly #clock: Clock
  readonly #presses = new Map<string, Press>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  add(press: Omit<Press, 'at'>): string {
    const id = hex(6)
    this.#presses.set(id, { ...press, at: this.#clock.now() })
    return id
  }

  take(id: string, from: Pick<Press, 'communityId' | 'userId' | 'peerId'>): Press | undefined {
    const press = this.#presses.get(id)
    if (press?.communityId !== from.communityId) return undefined
    if (press.userId !== from.userId || press.peerId !== from.peerId) return undefined
    this.#presses.delete(id)
    return this.#clock.now() - press.at <= ANSWER_WINDOW_MS ? press : undefined
  }
}
