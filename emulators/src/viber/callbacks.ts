import { createHmac } from 'node:crypto'
import { Collection } from '../collection.ts'
import { type PostedAnswer, postJson } from '../post.ts'
import type { Shelf } from '../shelf.ts'
import { type Callback, MANDATORY } from './callback.ts'
import { type Ground, writeLine } from './ground.ts'
import type { Bot } from './model.ts'
import { HERE, type Wire, wireHost, wireToken } from './wire.ts'

const ANSWER_TIMEOUT_MS = 10_000
/** However fast the clock runs, a busy machine needs this long to answer. */
const LEAST_TIMEOUT_MS = 5000
/** The platform's own schedule is not published: 1, 2, 4, 8… seconds. */
const FIRST_RETRY_MS = 1000
const MAX_TRIES = 12
const DEFAULT_HOLD_MS = 500
const KEEP = 100_000

export interface NewCallback {
  event: string
  fields: Wire
  personId?: number
  /** Absent: the callback gets one of its own. */
  token?: string
  /** What to do with the body of the answer; everywhere else it is ignored. */
  answered?: (body: string) => void
}

/** Tells a bot what has happened: one at a time for a person, until it says 200. */
export class Callbacks {
  readonly #ground: Ground
  readonly #pending: Collection<Callback>
  readonly #ledger = new Map<number, Callback>()
  readonly #answered = new Map<number, (body: string) => void>()
  readonly #lanes = new Map<string, Promise<void>>()
  #lastId = 0
  #isStopped = false

  constructor(ground: Ground, shelf: Shelf) {
    this.#ground = ground
    this.#pending = new Collection(shelf, 'viber/callback', ({ id }) => String(id))
  }

  load(): void {
    this.#pending.load()
    for (const callback of this.#pending.list()) {
      this.#lastId = Math.max(this.#lastId, callback.id)
      this.#ledger.set(callback.id, callback)
      this.#queue(callback)
    }
  }

  clear(): void {
    this.#pending.clear()
    this.#ledger.clear()
    this.#lanes.clear()
  }

  stop(): void {
    this.#isStopped = true
  }

  list(botId: string, since = 0): Callback[] {
    return [...this.#ledger.values()].filter((one) => one.botId === botId && one.id > since)
  }

  /** What the bot has not taken yet. */
  pending(botId: string): Callback[] {
    return this.#pending.list().filter((one) => one.botId === botId)
  }

  emit(bot: Bot, { event, fields, personId, token, answered }: NewCallback): Callback {
    const { world, clock, faults } = this.#ground
    const at = clock.now()
    const message_token = wireToken(token ?? world.nextToken())
    const body = { event, timestamp: at, ...wireHost, message_token, ...fields }
    const callback: Callback = {
      ...{ id: ++this.#lastId, botId: bot.id, event, at, attempts: [] },
      body: JSON.stringify(body),
      ...(personId !== undefined && { personId }),
      ...(token !== undefined && { token }),
    }
    this.#ledger.set(callback.id, callback)
    if (this.#ledger.size > KEEP) this.#ledger.delete(this.#ledger.keys().next().value!)
    if (!this.#isHeard(bot, event)) callback.droppedAs = 'unheard'
    else if (faults.strike(['lost-update'], targetOf(callback))) this.#lose(callback)
    else {
      if (answered) this.#answered.set(callback.id, answered)
      this.#pending.save(callback)
      this.#queue(callback)
    }
    return callback
  }

  /** Asks an address whether it is there, before it becomes the webhook. */
  async check(bot: Bot, url: string): Promise<PostedAnswer | string> {
    const { clock, world } = this.#ground
    const body = JSON.stringify({
      ...{ event: 'webhook', timestamp: clock.now() },
      ...wireHost,
      message_token: wireToken(world.nextToken()),
    })
    const outcome = await this.#send(url, body, sign(bot.token, body))
    this.#say({ event: 'webhook', botId: bot.id }, statusOf(outcome))
    return outcome
  }

  #isHeard({ webhook }: Bot, event: string): boolean {
    return webhook !== undefined && (MANDATORY.includes(event) || webhook.events.includes(event))
  }

  #queue(callback: Callback): void {
    const { faults, clock } = this.#ground
    const passed = faults.strike(['reorder'], targetOf(callback))
    if (passed) {
      clock.after(passed.ms ?? DEFAULT_HOLD_MS, () => void this.#try(callback, 0))
      return
    }
    const late = faults.strike(['delay'], targetOf(callback))
    const key = `${callback.botId} ${callback.personId ?? ''}`
    const before = this.#lanes.get(key) ?? Promise.resolve()
    const hold = late ? () => clock.sleep(late.ms ?? DEFAULT_HOLD_MS) : () => undefined
    const turn = before.then(hold).then(() => this.#try(callback, 0))
    this.#lanes.set(key, turn)
    void turn.then(() => this.#lanes.get(key) === turn && this.#lanes.delete(key))
  }

  async #try(callback: Callback, tries: number): Promise<void> {
    const bot = this.#ground.world.bots.find(callback.botId)
    if (this.#isStopped || !this.#ledger.has(callback.id)) return
    // Whatever waits goes to the webhook there is by then.
    if (!bot?.webhook) return this.#drop(callback, 'unheard')
    const outcome = await this.#post(bot, callback)
    if (this.#isStopped) return
    if (typeof outcome !== 'string' && outcome.status === 200) {
      this.#acknowledge(callback, outcome.body)
      if (this.#ground.faults.strike(['duplicate'], targetOf(callback)))
        await this.#post(bot, callback)
      return
    }
    if (tries + 1 >= MAX_TRIES) return this.#drop(callback, 'given up')
    const delayMs = FIRST_RETRY_MS * 2 ** tries
    this.#ground.clock.after(delayMs, () => void this.#try(callback, tries + 1))
  }

  #acknowledge(callback: Callback, body: string): void {
    callback.acknowledgedAt ??= this.#ground.clock.now()
    this.#pending.drop(callback)
    const { botId, personId, event, id } = callback
    const answered = this.#answered.get(id)
    this.#answered.delete(id)
    answered?.(body)
    if (!answered && body.trim() !== '') {
      const text = `${event}: тело ответа не читается`
      writeLine(this.#ground, { direction: '←', level: 'warn', text, botId, personId })
    }
    const dialog =
      personId === undefined ? undefined : this.#ground.world.findDialog(botId, personId)
    if (dialog) this.#ground.touch(dialog)
  }

  #drop(callback: Callback, reason: NonNullable<Callback['droppedAs']>): void {
    callback.droppedAs = reason
    this.#pending.drop(callback)
  }

  #lose(callback: Callback): void {
    callback.droppedAs = 'lost'
    this.#say(callback, 'потеряно', 'warn')
  }

  async #post(bot: Bot, callback: Callback): Promise<PostedAnswer | string> {
    const { faults, clock, here } = this.#ground
    const attempt = { at: clock.now(), outcome: 'in flight' as number | string }
    callback.attempts.push(attempt)
    const body = callback.body.replaceAll(HERE, here)
    const target = targetOf(callback)
    const key = faults.strike(['bad-signature'], target) ? 'another key' : bot.token
    const signature = faults.strike(['unsigned'], target) ? undefined : sign(key, body)
    const outcome = await this.#send(bot.webhook!.url, body, signature)
    attempt.outcome = statusOf(outcome)
    const again = callback.attempts.length > 1 ? `, попытка ${callback.attempts.length}` : ''
    this.#say(callback, `${attempt.outcome}${again}`)
    return outcome
  }

  /** The signature goes along twice: in a header and in the address. */
  #send(url: string, body: string, signature: string | undefined): Promise<PostedAnswer | string> {
    const address = new URL(url)
    if (signature !== undefined) address.searchParams.set('sig', signature)
    return postJson({
      url: address.href,
      body,
      headers: signature === undefined ? {} : { 'x-viber-content-signature': signature },
      timeoutMs: Math.max(LEAST_TIMEOUT_MS, ANSWER_TIMEOUT_MS * this.#ground.clock.timeScale),
    })
  }

  #say(
    { event, botId, personId }: Pick<Callback, 'event' | 'botId' | 'personId'>,
    outcome: number | string,
    level: 'plain' | 'warn' | 'danger' = String(outcome).startsWith('200') ? 'plain' : 'danger',
  ): void {
    const text = `${event} ${outcome}`
    writeLine(this.#ground, { direction: '←', level, text, botId, personId })
  }
}

const sign = (key: string, body: string) => createHmac('sha256', key).update(body).digest('hex')

const statusOf = (outcome: PostedAnswer | string) =>
  typeof outcome === 'string' ? outcome : outcome.status

const targetOf = ({ botId, personId }: Callback) => ({
  companyId: botId,
  ...(personId !== undefined && { chatId: String(personId) }),
})
