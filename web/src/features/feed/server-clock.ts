/**
 * The server's time, whatever this computer's clock says: a customer has waited as long as the
 * server counts, also where the clock is off by a day.
 */
class ServerClock {
  #offsetMs = 0
  readonly #listeners = new Set<() => void>()
  #timer: ReturnType<typeof setInterval> | undefined

  now = (): number => Date.now() + this.#offsetMs

  learn(serverTime: number): void {
    if (!Number.isNaN(serverTime)) this.#offsetMs = serverTime - Date.now()
  }

  /** Once a second; one timer for all who watch. */
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    this.#timer ??= setInterval(() => {
      for (const each of [...this.#listeners]) each()
    }, 1000)
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size > 0) return
      clearInterval(this.#timer)
      this.#timer = undefined
    }
  }
}

export const serverClock = new ServerClock()
