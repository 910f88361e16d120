import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { Event, EventDesk } from './event.ts'
import type { Ground } from './ground.ts'
import type { CallbackServer, Community } from './model.ts'

const ANSWER_TIMEOUT_MS = 10_000
/** However fast the clock runs, a busy machine needs this long to answer. */
const LEAST_TIMEOUT_MS = 5000
const MAX_PAUSE_MS = 3 * 3600_000
/** After this many errors in a row, whatever they were about, the server is given up. */
const MAX_FAILURES = 10
/** What is known of it: a second try after some 18 s, later ones spread over minutes and hours. */
const RETRY_AFTER_MS = [18_000, 60_000, 300_000, 1_800_000, 3_600_000, 7_200_000]
const IN_FLIGHT = 5

interface Task {
  community: Community
  server: CallbackServer
  event: Event
  tries: number
}

interface Answer {
  status: number
  body: string
  retryAt?: number
}

/** Carries events to the callback servers: several at a time, in no order that could be relied on. */
export class Courier {
  readonly #vk: Ground
  readonly #events: EventDesk
  readonly #queues = new Map<CallbackServer, Task[]>()
  readonly #inFlight = new Map<CallbackServer, number>()
  #isStopped = false

  constructor(vk: Ground, events: EventDesk) {
    this.#vk = vk
    this.#events = events
  }

  offer(community: Community, server: CallbackServer, event: Event): void {
    this.#isStopped = false
    this.#events.keepPending(server, event)
    this.#line({ community, server, event, tries: 0 })
  }

  stop(): void {
    this.#isStopped = true
    this.#queues.clear()
  }

  /** What waits for a server that was given up, and for nothing else. */
  listStuck({ servers }: Community): Event[] {
    return servers
      .filter(({ status }) => status !== 'ok')
      .flatMap((server) => (this.#queues.get(server) ?? []).map(({ event }) => event))
  }

  /** What waited for a server that is gone comes to nobody. */
  forget(server: CallbackServer): void {
    const waiting = this.#queues.get(server) ?? []
    this.#queues.delete(server)
    for (const task of waiting) this.#leave(task)
  }

  #leave({ server, event }: Task): void {
    const delivery = this.#events.find(event)
    if (delivery.acknowledgedAt === undefined) delivery.droppedAs = 'unheard'
    this.#events.dropPending(server, event)
  }

  /** Asks the server for the code; what waited for it goes on when it has answered rightly. */
  async confirm(community: Community, server: CallbackServer): Promise<void> {
    server.status = 'wait'
    this.#vk.world.saveCommunity(community)
    const body = {
      group_id: community.id,
      type: 'confirmation',
      event_id: `${'0'.repeat(32)}${String(community.id).padStart(8, '0').slice(-8)}`,
      v: server.apiVersion,
      ...(server.secretKey && { secret: server.secretKey }),
    }
    const outcome = await this.#post(server, JSON.stringify(body), 0)
    const isRight =
      typeof outcome === 'object' &&
      outcome.status === 200 &&
      outcome.body === community.confirmationCode
    if (!community.servers.includes(server)) return
    server.status = isRight ? 'ok' : 'failed'
    server.failures = 0
    this.#vk.world.saveCommunity(community)
    this.#writeLine(community, `confirmation ${isRight ? 'ok' : describe(outcome)}`, isRight)
    if (isRight) this.#startNext(server)
  }

  #line(task: Task): void {
    if (this.#isStopped) return
    if (!task.community.servers.includes(task.server)) {
      this.#leave(task)
      return
    }
    const queue = this.#queues.get(task.server) ?? []
    this.#queues.set(task.server, queue)
    queue.push(task)
    this.#startNext(task.server)
  }

  #startNext(server: CallbackServer): void {
    const queue = this.#queues.get(server) ?? []
    while (server.status === 'ok' && (this.#inFlight.get(server) ?? 0) < IN_FLIGHT) {
      const task = queue.shift()
      if (!task) return
      this.#count(server, 1)
      void this.#deliver(task).finally(() => {
        this.#count(server, -1)
        this.#startNext(server)
      })
    }
  }

  #count(server: CallbackServer, change: number): void {
    this.#inFlight.set(server, (this.#inFlight.get(server) ?? 0) + change)
  }

  async #deliver(task: Task): Promise<void> {
    const { community, server, event } = task
    if (!community.servers.includes(server)) return this.#leave(task)
    const body = this.#events.write(event, {
      apiVersion: server.apiVersion,
      secret: server.secretKey,
    })
    const delivery = this.#events.find(event)
    const attempt = {
      at: this.#vk.clock.now(),
      serverId: server.id,
      outcome: 'in flight' as string | number,
    }
    delivery.attempts.push(attempt)
    const outcome = await this.#post(server, body, task.tries)
    attempt.outcome = typeof outcome === 'object' ? outcome.status : outcome
    const isTaken = typeof outcome === 'object' && outcome.status === 200 && outcome.body === 'ok'
    const again = task.tries > 0 ? `, попытка ${task.tries + 1}` : ''
    this.#writeLine(
      community,
      `${event.type} ${isTaken ? 'ok' : describe(outcome)}${again}`,
      isTaken,
      event,
    )
    if (isTaken) return this.#settle(task)
    if (typeof outcome === 'object' && outcome.body === 'remove') return this.#remove(task)
    this.#postpone(task, outcome)
  }

  #settle({ community, server, event }: Task): void {
    this.#events.find(event).acknowledgedAt ??= this.#vk.clock.now()
    this.#events.dropPending(server, event)
    if (server.failures === 0) return
    server.failures = 0
    this.#vk.world.saveCommunity(community)
  }

  #remove(task: Task): void {
    const { community, server } = task
    community.servers = community.servers.filter((known) => known !== server)
    this.#leave(task)
    this.forget(server)
    this.#vk.world.saveCommunity(community)
  }

  #postpone(task: Task, outcome: Answer | string): void {
    const { community, server, event } = task
    const now = this.#vk.clock.now()
    const isAsked = typeof outcome === 'object' && [410, 429, 503].includes(outcome.status)
    const asked = isAsked ? outcome.retryAt : undefined
    if (asked === undefined && ++server.failures >= MAX_FAILURES) server.status = 'failed'
    this.#vk.world.saveCommunity(community)
    const delayMs =
      asked === undefined ? RETRY_AFTER_MS[task.tries] : Math.min(MAX_PAUSE_MS, asked - now)
    if (delayMs === undefined) {
      this.#events.find(event).droppedAs = 'expired'
      this.#events.dropPending(server, event)
      return
    }
    this.#vk.clock.after(Math.max(0, delayMs), () => this.#line({ ...task, tries: task.tries + 1 }))
  }

  #writeLine(community: Community, text: string, isGood: boolean, event?: Event): void {
    this.#vk.journal.write({
      at: this.#vk.clock.now(),
      platform: 'vk',
      direction: '←',
      level: isGood ? 'plain' : 'danger',
      text,
      company: String(community.id),
      ...(event?.peerId !== undefined && { person: String(event.peerId) }),
    })
  }

  #post(server: CallbackServer, body: string, tries: number): Promise<Answer | string> {
    const timeoutMs = Math.max(LEAST_TIMEOUT_MS, ANSWER_TIMEOUT_MS * this.#vk.clock.timeScale)
    return send(server.url, body, { tries, timeoutMs }).catch(
      (error: NodeJS.ErrnoException) => error.code ?? error.message,
    )
  }
}

const describe = (outcome: Answer | string) =>
  typeof outcome === 'string'
    ? outcome
    : outcome.status === 200
      ? `200 «${outcome.body.slice(0, 20)}»`
      : String(outcome.status)

function send(
  url: string,
  body: string,
  { tries, timeoutMs }: { tries: number; timeoutMs: number },
): Promise<Answer> {
  const start = url.startsWith('https:') ? httpsRequest : httpRequest
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'user-agent': 'vkontakte/1.0',
    ...(tries > 0 && { 'x-retry-counter': tries }),
  }
  return new Promise((resolve, reject) => {
    const request = start(url, { method: 'POST', headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const retryAt = Date.parse(response.headers['retry-after'] ?? '')
        resolve({
          status: response.statusCode ?? 0,
          body: Buffer.concat(chunks).toString(),
          ...(Number.isFinite(retryAt) && { retryAt }),
        })
      })
    })
    request.setTimeout(timeoutMs, () => request.destroy(new Error('timeout')))
    request.on('error', reject)
    request.end(body)
  })
}
