import { randomInt } from 'node:crypto'
import type { Clock } from '../clock.ts'
import { badRequest } from './refusal.ts'

/** A press may be answered for this long; then its id is worth nothing. */
export const CALLBACK_LIFETIME_MS = 150_000

export interface CallbackAnswer {
  text?: string
  showAlert: boolean
  url?: string
}

export interface Callback {
  id: string
  botId: number
  personId: number
  chatId: number
  at: number
  answer?: CallbackAnswer
}

export class Callbacks {
  readonly #clock: Clock
  readonly #callbacks = new Map<string, Callback>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  open(press: Omit<Callback, 'id' | 'at'>): Callback {
    this.#forgetOld()
    const id = `${press.personId}${randomInt(1_000_000, 9_999_999)}${this.#callbacks.size}`
    const callback = { ...press, id, at: this.#clock.now() }
    this.#callbacks.set(id, callback)
    return callback
  }

  find(id: string): Callback | undefined {
    return this.#callbacks.get(id)
  }

  answer(botId: number, id: string, answer: CallbackAnswer): Callback {
    const callback = this.#callbacks.get(id)
    const age = callback ? this.#clock.now() - callback.at : Infinity
    if (callback?.botId !== botId || age > CALLBACK_LIFETIME_MS)
      throw badRequest('query is too old and response timeout expired or query ID is invalid')
    callback.answer = answer
    return callback
  }

  #forgetOld(): void {
    for (const [id, callback] of this.#callbacks) {
      if (this.#clock.now() - callback.at <= CALLBACK_LIFETIME_MS * 2) return
      this.#callbacks.delete(id)
    }
  }
}
