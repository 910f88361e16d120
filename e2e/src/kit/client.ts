import { setTimeout as sleep } from 'node:timers/promises'
import type { Session } from '@otklik/protocol'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** The server said something other than yes. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError'
  readonly status: number

  constructor(status: number, what: string) {
    super(what)
    this.status = status
  }
}

/** «Come again»: what a browser's outbox waits through too. */
const passing = new Set([429, 502, 503, 504])

/** So often a call that meets a mistake of the server's is made, where mistakes are written down. */
const MOST_MISTAKES = 20
/** Who has not come back after this does not come back. */
const LONGEST_AWAY_MS = 900_000

/** Somebody's browser, as far as the server can tell: a cookie, an origin, and patience. */
export class Client {
  readonly url: string
  cookie = ''
  /** Where given, a 500 is written down here and the call repeated: a run that counts them goes on. */
  mistakes: string[] | undefined
  #isClosed = false

  constructor(url: string) {
    this.url = url
  }

  /** The company and its owner, on an installation where nobody works yet. */
  setUp(company: { companyName: string; name: string; email: string; password: string }) {
    return this.ask<Session>('POST', '/api/v1/first-run', company)
  }

  async ask<Answer>(method: Method, path: string, body?: object): Promise<Answer> {
    const answer = await fetch(this.url + path, {
      method,
      headers: {
        origin: this.url,
        ...(this.cookie && { cookie: this.cookie }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(15_000),
    })
    const text = await answer.text()
    if (!answer.ok) throw new RefusedError(answer.status, `${method} ${path}: ${text}`)
    const [cookie] = answer.headers.getSetCookie()
    if (cookie) this.cookie = cookie.split(';')[0] ?? ''
    return (text ? JSON.parse(text) : undefined) as Answer
  }

  /** Repeats what met a server that was away, as the outbox of a browser does. */
  async insist<Answer>(method: Method, path: string, body?: object): Promise<Answer> {
    const latest = performance.now() + LONGEST_AWAY_MS
    for (let mistakes = 0; ; ) {
      try {
        return await this.ask<Answer>(method, path, body)
      } catch (error) {
        if (this.#isClosed || performance.now() > latest) throw error
        const status = error instanceof RefusedError ? error.status : undefined
        if (status === 500 && this.mistakes && ++mistakes < MOST_MISTAKES) {
          this.mistakes.push((error as Error).message)
        } else if (status !== undefined && !passing.has(status)) throw error
        await sleep(status === 429 ? 1000 : 50)
      }
    }
  }

  /** Whoever insists gives up. */
  close(): void {
    this.#isClosed = true
  }
}
