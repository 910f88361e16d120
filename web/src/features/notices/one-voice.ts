const FOCUS = 'otklik.focus'
const VOICE = 'otklik.voice'

/**
 * Of several tabs of one browser one rings: the one that is looked at, or else the one that was
 * opened first. Locks of the browser say which, and end with their tab whatever happens to it.
 */
export class OneVoice {
  readonly #stopping = new AbortController()
  #letGo: (() => void) | undefined
  #isFirst = false

  start(): void {
    const { signal } = this.#stopping
    window.addEventListener('focus', this.#look, { signal })
    window.addEventListener('blur', this.#lookAway, { signal })
    if (document.hasFocus()) this.#look()
    this.#hold(VOICE, (until) => {
      this.#isFirst = true
      signal.addEventListener('abort', until)
    })
  }

  stop(): void {
    this.#lookAway()
    this.#stopping.abort()
  }

  async isMine(): Promise<boolean> {
    // Plain http has no locks: each tab speaks for itself.
    if (!navigator.locks || document.hasFocus()) return true
    const { held = [] } = await navigator.locks.query()
    return this.#isFirst && !held.some(({ name }) => name === FOCUS)
  }

  #look = (): void => {
    if (this.#letGo) return
    this.#letGo = () => undefined
    this.#hold(FOCUS, (until) => {
      if (!document.hasFocus()) until()
      else this.#letGo = until
    })
  }

  #lookAway = (): void => {
    this.#letGo?.()
    this.#letGo = undefined
  }

  #hold(name: string, onHeld: (until: () => void) => void): void {
    if (!navigator.locks) return
    const { signal } = this.#stopping
    void navigator.locks
      .request(name, { signal }, () => new Promise<void>(onHeld))
      .catch(() => undefined)
  }
}
