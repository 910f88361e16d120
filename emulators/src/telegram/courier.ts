import { Agent as HttpAgent, request as httpRequest, STATUS_CODES } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import type { Journal } from '../journal.ts'
import type { Delivery, DeliveryLedger } from './delivery-ledger.ts'
import type { Faults } from './faults.ts'
import type { Bot, Update, Webhook } from './model.ts'
import type { World } from './world.ts'

const ANSWER_TIMEOUT_MS = 60_000
const GONE_FOR_GOOD_MS = 23 * 3600_000
const DEFAULT_HOLD_MS = 500

interface Lane {
  key: string
  queue: Update[]
  failures: number
  state: 'idle' | 'ready' | 'busy' | 'waiting'
  goneSince?: number
}

interface Answer {
  status: number
  retryAfterMs?: number
  contentType: string
  body: string
}

/** The queue of the bot, as far as a courier has to do with it. */
interface Queue {
  ledger: DeliveryLedger
  isPending(update: Update): boolean
  acknowledge(update: Update): void
  drop(update: Update, reason: NonNullable<Delivery['droppedAs']>): void
  applyWebhook(bot: Bot): void
  invoke(bot: Bot, contentType: string, body: string): void
}

interface Parts {
  bot: Bot
  webhook: Webhook
  updates: Queue
  world: World
  faults: Faults
  journal: Journal
}

/**
 * Carries the updates of one bot to its webhook. Updates are sorted into lanes, one in flight in
 * each; lanes run in parallel up to `max_connections`. A failing update holds up its lane only.
 */
export class Courier {
  readonly #parts: Parts
  readonly #lanes = new Map<string, Lane>()
  readonly #ready: Lane[] = []
  readonly #agent: HttpAgent | HttpsAgent
  #inFlight = 0
  #isStopped = false

  constructor(parts: Parts) {
    this.#parts = parts
    const isTls = parts.webhook.url.startsWith('https:')
    this.#agent = isTls ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true })
  }

  offer(update: Update): void {
    const held = this.#parts.faults.strikeUpdate('reorder', update)
    if (!held) this.#line(update.lane, update)
    else
      this.#parts.world.clock.after(held.ms ?? DEFAULT_HOLD_MS, () =>
        this.#line(`held:${update.id}`, update),
      )
  }

  stop(): void {
    this.#isStopped = true
    this.#lanes.clear()
    this.#ready.length = 0
  }

  #line(key: string, update: Update): void {
    if (this.#isStopped) return
    let lane = this.#lanes.get(key)
    if (!lane) {
      lane = { key, queue: [], failures: 0, state: 'idle' }
      this.#lanes.set(key, lane)
    }
    lane.queue.push(update)
    if (lane.state === 'idle') this.#makeReady(lane)
  }

  #makeReady(lane: Lane): void {
    lane.state = 'ready'
    this.#ready.push(lane)
    this.#startNext()
  }

  #startNext(): void {
    while (this.#inFlight < this.#parts.webhook.maxConnections) {
      const lane = this.#ready.shift()
      if (!lane) return
      lane.state = 'busy'
      this.#inFlight++
      void this.#deliverHead(lane).finally(() => {
        this.#inFlight--
        this.#startNext()
      })
    }
  }

  async #deliverHead(lane: Lane): Promise<void> {
    const update = lane.queue[0]
    if (!update || !this.#isAlive(update)) return this.#advance(lane)
    const outcome = await this.#post(update)
    if (this.#isStopped && !isTaken(outcome)) return
    if (!isTaken(outcome)) return this.#postpone(lane, update, outcome)
    this.#parts.updates.acknowledge(update)
    this.#runReply(outcome)
    lane.failures = 0
    delete lane.goneSince
    if (this.#parts.faults.strikeUpdate('duplicate', update)) await this.#post(update)
    this.#advance(lane)
  }

  #isAlive(update: Update): boolean {
    if (!this.#parts.updates.isPending(update)) return false
    if (update.expiresAt > this.#parts.world.clock.now()) return true
    this.#parts.updates.drop(update, 'expired')
    return false
  }

  #advance(lane: Lane): void {
    lane.queue.shift()
    if (lane.queue.length > 0) this.#makeReady(lane)
    else this.#lanes.delete(lane.key)
  }

  #postpone(lane: Lane, update: Update, outcome: Answer | Error): void {
    this.#noteFailure(lane, outcome)
    const asked = outcome instanceof Error ? undefined : outcome.retryAfterMs
    // A pause the bot asked for does not count as one more failure.
    const delayMs = asked ?? backOffMs(++lane.failures)
    const { clock } = this.#parts.world
    if (clock.now() + delayMs > update.expiresAt) {
      this.#parts.updates.drop(update, 'expired')
      this.#advance(lane)
      return
    }
    lane.state = 'waiting'
    clock.after(delayMs, () => {
      if (!this.#isStopped) this.#makeReady(lane)
    })
  }

  #noteFailure(lane: Lane, outcome: Answer | Error): void {
    const { bot, webhook, world, updates } = this.#parts
    const at = world.clock.now()
    webhook.lastError = { at, message: describe(outcome) }
    world.saveBot(bot)
    if (outcome instanceof Error || outcome.status !== 410) return
    lane.goneSince ??= at
    if (at - lane.goneSince < GONE_FOR_GOOD_MS) return
    delete bot.webhook
    world.saveBot(bot)
    updates.applyWebhook(bot)
  }

  #runReply(answer: Answer): void {
    if (answer.body !== '')
      this.#parts.updates.invoke(this.#parts.bot, answer.contentType, answer.body)
  }

  async #post(update: Update): Promise<Answer | Error> {
    const { webhook, updates, world } = this.#parts
    const delivery = updates.ledger.get(update)
    const attempt = { at: world.clock.now(), outcome: 'in flight' as number | string }
    delivery.attempts.push(attempt)
    const body = JSON.stringify({ update_id: update.id, [update.kind]: update.body })
    const outcome = await send(webhook, body, this.#agent).catch((error: Error) => error)
    attempt.outcome = outcome instanceof Error ? describe(outcome) : outcome.status
    this.#writeLine(update, outcome, delivery.attempts.length)
    return outcome
  }

  #writeLine(update: Update, outcome: Answer | Error, attempt: number): void {
    const status = outcome instanceof Error ? describe(outcome) : outcome.status
    const again = attempt > 1 ? `, попытка ${attempt}` : ''
    this.#parts.journal.write({
      at: this.#parts.world.clock.now(),
      platform: 'telegram',
      direction: '←',
      level: isTaken(outcome) ? 'plain' : 'danger',
      text: `update ${update.id} ${update.kind} ${status}${again}`,
      company: String(update.botId),
      ...(update.chatId !== undefined && { person: String(update.chatId) }),
    })
  }
}

function isTaken(outcome: Answer | Error): outcome is Answer {
  return !(outcome instanceof Error) && outcome.status >= 200 && outcome.status < 300
}

/** At once, then after 2, 4, 8, 16, 32, 64 seconds, then every minute or two. */
function backOffMs(failures: number): number {
  if (failures === 1) return 0
  if (failures <= 7) return 1000 * 2 ** (failures - 1)
  return 60_000 + Math.random() * 60_000
}

function describe(outcome: Answer | Error): string {
  if (!(outcome instanceof Error))
    return `Wrong response from the webhook: ${outcome.status} ${STATUS_CODES[outcome.status] ?? ''}`.trim()
  switch ((outcome as NodeJS.ErrnoException).code) {
    case 'ECONNREFUSED':
      return 'Connection refused'
    case 'ECONNRESET':
      return 'Connection reset by peer'
    case 'ETIMEDOUT':
      return 'Read timeout expired'
    default:
      return outcome.message
  }
}

/** Posts an update and reads the answer to its end: only then is it an answer. */
function send(webhook: Webhook, body: string, agent: HttpAgent | HttpsAgent): Promise<Answer> {
  const url = new URL(webhook.url)
  const headers: Record<string, string | number> = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'accept-encoding': 'gzip, deflate',
    ...(webhook.secret && { 'x-telegram-bot-api-secret-token': webhook.secret }),
  }
  const start = url.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    // A certificate of the bot's own is trusted, as after an upload of it to the real platform.
    const tls = url.protocol === 'https:' && { rejectUnauthorized: !webhook.hasCertificate }
    const request = start(url, { method: 'POST', headers, agent, ...tls }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const pause = Number(response.headers['retry-after'])
        resolve({
          status: response.statusCode ?? 0,
          contentType: response.headers['content-type'] ?? '',
          body: Buffer.concat(chunks).toString(),
          ...(pause >= 1 && pause <= 3600 && { retryAfterMs: pause * 1000 }),
        })
      })
    })
    request.setTimeout(ANSWER_TIMEOUT_MS, () =>
      request.destroy(Object.assign(new Error('Read timeout expired'), { code: 'ETIMEDOUT' })),
    )
    request.on('error', reject)
    request.end(body)
  })
}
