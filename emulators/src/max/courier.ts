import { postJson } from '../post.ts'
import { type Ground, writeLine } from './ground.ts'
import type { Bot, Subscription } from './model.ts'
import type { Update } from './update.ts'
import { HERE } from './wire.ts'

const ANSWER_TIMEOUT_MS = 30_000
/** However fast the clock runs, a busy machine needs this long to answer. */
const LEAST_TIMEOUT_MS = 5000
const FIRST_RETRY_MS = 60_000
const RETRY_GROWTH = 2.5
const MAX_TRIES = 10
/** After failing for so long the platform takes the subscription away, and tells nobody. */
const GIVE_UP_AFTER_MS = 8 * 3600_000
const DEFAULT_HOLD_MS = 500

/** How a delivery ends; `gone`: the subscription was removed meanwhile. */
export type Ending = 'taken' | 'expired' | 'gone'

export interface Parcel {
  bot: Bot
  update: Update
  url: string
  end(ending: Ending): void
}

/** Carries updates to webhooks: one at a time for a person, unless one has to be tried again. */
export class Courier {
  readonly #ground: Ground
  readonly #lanes = new Map<string, Promise<void>>()
  #isStopped = false

  constructor(ground: Ground) {
    this.#ground = ground
  }

  stop(): void {
    this.#isStopped = true
    this.#lanes.clear()
  }

  resume(): void {
    this.#isStopped = false
  }

  offer(parcel: Parcel): void {
    const { faults, clock } = this.#ground
    const target = targetOf(parcel.update)
    const passed = faults.strike(['reorder'], target)
    if (passed) {
      clock.after(passed.ms ?? DEFAULT_HOLD_MS, () => void this.#try(parcel, 0, 0))
      return
    }
    const late = faults.strike(['delay'], target)
    const key = `${parcel.url} ${parcel.update.personId ?? ''}`
    const before = this.#lanes.get(key) ?? Promise.resolve()
    const hold = late ? () => clock.sleep(late.ms ?? DEFAULT_HOLD_MS) : () => undefined
    const turn = before.then(hold).then(() => this.#try(parcel, 0, 0))
    this.#lanes.set(key, turn)
    void turn.then(() => this.#lanes.get(key) === turn && this.#lanes.delete(key))
  }

  async #try(parcel: Parcel, tries: number, waitedMs: number): Promise<void> {
    const subscription = this.#find(parcel)
    if (this.#isStopped) return
    if (!subscription) return parcel.end('gone')
    const outcome = await this.#post(parcel, subscription)
    if (this.#isStopped) return
    if (outcome === 200) {
      parcel.end('taken')
      if (this.#ground.faults.strike(['duplicate'], targetOf(parcel.update)))
        await this.#post(parcel, subscription)
      return
    }
    this.#postpone(parcel, tries + 1, waitedMs)
  }

  #postpone(parcel: Parcel, tries: number, waitedMs: number): void {
    const { clock } = this.#ground
    const delayMs = FIRST_RETRY_MS * RETRY_GROWTH ** (tries - 1)
    const age = Math.max(waitedMs, clock.now() - parcel.update.at) + delayMs
    if (tries < MAX_TRIES && age <= GIVE_UP_AFTER_MS) {
      clock.after(delayMs, () => void this.#try(parcel, tries, waitedMs + delayMs))
      return
    }
    this.#unsubscribe(parcel)
    parcel.end('expired')
  }

  #unsubscribe({ bot, url }: Parcel): void {
    bot.subscriptions = bot.subscriptions.filter((one) => one.url !== url)
    this.#ground.world.bots.save(bot)
    const text = 'подписка снята: 8 часов без ответа 200'
    writeLine(this.#ground, { direction: '·', level: 'danger', text, botId: bot.id })
  }

  #find({ bot, url }: Parcel): Subscription | undefined {
    const current = this.#ground.world.bots.find(String(bot.id))
    return current?.subscriptions.find((one) => one.url === url)
  }

  async #post({ update, url }: Parcel, { secret }: Subscription): Promise<number | string> {
    const { clock, here } = this.#ground
    const attempt = { at: clock.now(), url, outcome: 'in flight' as number | string }
    update.attempts.push(attempt)
    const answer = await postJson({
      url,
      body: update.body.replaceAll(HERE, here),
      headers: secret === undefined ? {} : { 'x-max-bot-api-secret': secret },
      timeoutMs: Math.max(LEAST_TIMEOUT_MS, ANSWER_TIMEOUT_MS * clock.timeScale),
    })
    attempt.outcome = typeof answer === 'string' ? answer : answer.status
    const again = update.attempts.length > 1 ? `, попытка ${update.attempts.length}` : ''
    writeLine(this.#ground, {
      direction: '←',
      level: attempt.outcome === 200 ? 'plain' : 'danger',
      text: `${update.type} ${attempt.outcome}${again}`,
      botId: update.botId,
      personId: update.personId,
    })
    return attempt.outcome
  }
}

export const targetOf = ({ botId, personId }: Update) => ({
  companyId: String(botId),
  ...(personId !== undefined && { chatId: String(personId) }),
})
