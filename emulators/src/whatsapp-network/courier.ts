import { Agent as HttpAgent, request as httpRequest } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import type { Clock } from '../clock.ts'
import type { Journal } from '../journal.ts'
import type { Shelf } from '../shelf.ts'
import type { Faults } from './faults.ts'

const ANSWER_TIMEOUT_MS = 20_000
const MAX_IN_FLIGHT = 64
const DEFAULT_HOLD_MS = 500
const KEEP = 50_000

/** One request to the product, until it is answered 200. */
export interface Delivery {
  id: number
  line: string
  person?: string
  /** For people: `messages text`, `statuses read`. */
  kind: string
  /** Whose secret signs it. */
  signer: string
  url: string
  body: string
  /** The messages of people it tells of. */
  messages: string[]
  at: number
  expiresAt: number
  failures: number
  attempts: { at: number; outcome: number | string }[]
  acknowledgedAt?: number
  /** Why it will never arrive. */
  droppedAs?: 'lost' | 'expired' | 'given up'
}

export type Order = Pick<
  Delivery,
  'line' | 'person' | 'kind' | 'signer' | 'url' | 'body' | 'messages'
>
export type Signing = 'right' | 'wrong' | 'none'

interface Parts {
  platform: string
  shelf: Shelf
  clock: Clock
  journal: Journal
  faults: Faults
  headers: (delivery: Delivery, signing: Signing) => Record<string, string>
  /** Until the next attempt; nothing when there will be none. */
  backOffMs: (failures: number) => number | undefined
  livesMs: number
  acknowledged: (delivery: Delivery) => void
}

/** Carries events to the product, many at a time and in no promised order, as the real ones do. */
export class Courier {
  readonly #parts: Parts
  readonly #deliveries = new Map<number, Delivery>()
  readonly #ready: Delivery[] = []
  readonly #heldUntil = new Map<string, number>()
  readonly #agents = {
    http: new HttpAgent({ keepAlive: true }),
    https: new HttpsAgent({ keepAlive: true }),
  }
  #inFlight = 0
  #lastId = 0
  #isStopped = false

  constructor(parts: Parts) {
    this.#parts = parts
  }

  load(): void {
    for (const [, stored] of this.#parts.shelf.entries(this.#kind())) {
      const delivery = stored as Delivery
      this.#lastId = Math.max(this.#lastId, delivery.id)
      this.#deliveries.set(delivery.id, delivery)
      this.#makeReady(delivery)
    }
  }

  clear(): void {
    this.#deliveries.clear()
    this.#ready.length = 0
  }

  stop(): void {
    this.#isStopped = true
    this.#agents.http.destroy()
    this.#agents.https.destroy()
  }

  list(line: string): Delivery[] {
    return [...this.#deliveries.values()].filter((delivery) => delivery.line === line)
  }

  send(order: Order): Delivery {
    const { clock, faults, livesMs } = this.#parts
    const at = clock.now()
    const delivery: Delivery = {
      ...order,
      id: ++this.#lastId,
      ...{ at, expiresAt: at + livesMs, failures: 0, attempts: [] },
    }
    this.#deliveries.set(delivery.id, delivery)
    if (this.#deliveries.size > KEEP) this.#deliveries.delete(this.#deliveries.keys().next().value!)
    if (faults.strike(['lost-update'], delivery)) {
      delivery.droppedAs = 'lost'
      this.#writeLine(delivery, 'потеряно')
      return delivery
    }
    this.#parts.shelf.put(this.#kind(), delivery.id, delivery)
    this.#hold(delivery)
    return delivery
  }

  #hold(delivery: Delivery): void {
    const { clock, faults } = this.#parts
    const passed = faults.strike(['reorder'], delivery)
    const late = faults.strike(['delay'], delivery)
    const lateMs = late ? (late.ms ?? DEFAULT_HOLD_MS) * clock.timeScale : 0
    const earlier = (this.#heldUntil.get(delivery.line) ?? 0) - performance.now()
    const waitMs = Math.max(earlier, lateMs, 0)
    if (lateMs > 0) this.#heldUntil.set(delivery.line, performance.now() + waitMs)
    const ms = waitMs / clock.timeScale + (passed ? (passed.ms ?? DEFAULT_HOLD_MS) : 0)
    if (ms > 0) clock.after(ms, () => this.#makeReady(delivery))
    else this.#makeReady(delivery)
  }

  #makeReady(delivery: Delivery): void {
    if (this.#isStopped) return
    this.#ready.push(delivery)
    this.#startNext()
  }

  #startNext(): void {
    while (this.#inFlight < MAX_IN_FLIGHT) {
      const delivery = this.#ready.shift()
      if (!delivery) return
      this.#inFlight++
      void this.#deliver(delivery).finally(() => {
        this.#inFlight--
        this.#startNext()
      })
    }
  }

  async #deliver(delivery: Delivery): Promise<void> {
    if (!this.#deliveries.has(delivery.id) || this.#isStopped) return
    if (delivery.expiresAt <= this.#parts.clock.now()) return this.#drop(delivery, 'expired')
    const outcome = await this.#post(delivery)
    if (this.#isStopped && outcome !== 200) return
    if (outcome !== 200) return this.#postpone(delivery)
    delivery.acknowledgedAt = this.#parts.clock.now()
    this.#parts.shelf.drop(this.#kind(), delivery.id)
    this.#parts.acknowledged(delivery)
    if (this.#parts.faults.strike(['duplicate'], delivery)) await this.#post(delivery)
  }

  #postpone(delivery: Delivery): void {
    if (!this.#deliveries.has(delivery.id)) return
    const delayMs = this.#parts.backOffMs(++delivery.failures)
    const { clock, shelf } = this.#parts
    if (delayMs === undefined) this.#drop(delivery, 'given up')
    else if (clock.now() + delayMs > delivery.expiresAt) this.#drop(delivery, 'expired')
    else {
      shelf.put(this.#kind(), delivery.id, delivery)
      clock.after(delayMs, () => this.#makeReady(delivery))
    }
  }

  #drop(delivery: Delivery, reason: NonNullable<Delivery['droppedAs']>): void {
    delivery.droppedAs = reason
    this.#parts.shelf.drop(this.#kind(), delivery.id)
  }

  async #post(delivery: Delivery): Promise<number | string> {
    const { faults, clock } = this.#parts
    const attempt = { at: clock.now(), outcome: 'in flight' as number | string }
    delivery.attempts.push(attempt)
    const signing = faults.strike(['unsigned'], delivery)
      ? 'none'
      : faults.strike(['bad-signature'], delivery)
        ? 'wrong'
        : 'right'
    const headers = this.#parts.headers(delivery, signing)
    attempt.outcome = await this.#request(delivery, headers).catch(describe)
    this.#writeLine(delivery, attempt.outcome)
    return attempt.outcome
  }

  async #request({ url, body }: Delivery, own: Record<string, string>): Promise<number> {
    const target = new URL(url)
    const isTls = target.protocol === 'https:'
    const start = isTls ? httpsRequest : httpRequest
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      ...own,
    }
    const agent = isTls ? this.#agents.https : this.#agents.http
    return new Promise((resolve, reject) => {
      const request = start(target, { method: 'POST', headers, agent }, (response) => {
        response.resume()
        response.on('error', reject)
        response.on('end', () => resolve(response.statusCode ?? 0))
      })
      request.setTimeout(ANSWER_TIMEOUT_MS, () => request.destroy(new Error('no answer in time')))
      request.on('error', reject)
      request.end(body)
    })
  }

  #writeLine(delivery: Delivery, outcome: number | string): void {
    const { line, person, kind, attempts } = delivery
    const again = attempts.length > 1 ? `, попытка ${attempts.length}` : ''
    this.#parts.journal.write({
      at: this.#parts.clock.now(),
      platform: this.#parts.platform,
      direction: '←',
      level: outcome === 200 ? 'plain' : 'danger',
      text: `${kind} ${outcome}${again}`,
      company: line,
      ...(person !== undefined && { person }),
    })
  }

  #kind(): string {
    return `${this.#parts.platform}/delivery`
  }
}

function describe(error: NodeJS.ErrnoException): string {
  return error.code ?? error.message
}
