import { appendFileSync } from 'node:fs'

/** What somebody did, in the manner of Jepsen: `info` means that nobody knows what came of it. */
export interface Line {
  /** Who: a blow, an operator, a customer of a platform. */
  proc: string
  /** What they did. */
  f: string
  type: 'invoke' | 'ok' | 'fail' | 'info'
  value?: unknown
}

/** Everything that was done in a run, a JSON line each, in a file that outlives it. */
export class History {
  readonly #file: string
  readonly #startedAt = performance.now()
  #waiting: string[] = []

  constructor(file: string) {
    this.#file = file
  }

  write(line: Line): void {
    const t = Math.round(performance.now() - this.#startedAt)
    this.#waiting.push(`${JSON.stringify({ t, ...line })}\n`)
    if (this.#waiting.length >= 100) this.flush()
  }

  flush(): void {
    appendFileSync(this.#file, this.#waiting.splice(0).join(''))
  }
}
