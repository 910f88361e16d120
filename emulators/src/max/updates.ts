import { randomInt } from 'node:crypto'
import { Collection } from '../collection.ts'
import type { Shelf } from '../shelf.ts'
import { Courier, targetOf } from './courier.ts'
import { type Ground, writeLine } from './ground.ts'
import type { Bot } from './model.ts'
import type { Update } from './update.ts'
import { HERE, type Wire } from './wire.ts'

const KEPT_MS = 24 * 3600_000
const KEEP = 100_000

export interface NewUpdate {
  type: string
  fields: Wire
  personId?: number
  mid?: string
}

export interface Poll {
  marker: number | undefined
  limit: number
  waitMs: number
  types: string[]
}

/** The log of what has happened: webhooks are told at once, who polls takes from it. */
export class Updates {
  readonly #ground: Ground
  readonly #courier: Courier
  readonly #log: Collection<Update>
  /** What is no longer on the shelf, for tests to look into. */
  readonly #ledger = new Map<number, Update>()
  readonly #waiting = new Set<() => void>()
  #lastId = randomInt(10 ** 6, 10 ** 7)

  constructor(ground: Ground, shelf: Shelf) {
    this.#ground = ground
    this.#courier = new Courier(ground)
    this.#log = new Collection(shelf, 'max/update', ({ id }) => String(id))
  }

  load(): void {
    this.#log.load()
    for (const bot of this.#ground.world.bots.list())
      this.#lastId = Math.max(this.#lastId, bot.committedId)
    for (const update of this.#log.list()) {
      this.#lastId = Math.max(this.#lastId, update.id)
      this.#ledger.set(update.id, update)
      this.#deliver(update)
    }
  }

  clear(): void {
    this.#courier.stop()
    this.#courier.resume()
    this.#log.clear()
    this.#ledger.clear()
  }

  stop(): void {
    this.#courier.stop()
    for (const wake of this.#waiting) wake()
  }

  /** Everything there was, for a test to see that nothing acknowledged was lost. */
  list(botId: number, since = 0): Update[] {
    return [...this.#ledger.values()].filter(
      (update) => update.botId === botId && update.id > since,
    )
  }

  /** What the bot has not taken yet. */
  pending(botId: number): Update[] {
    return this.#log.list().filter((update) => update.botId === botId)
  }

  emit(bot: Bot, { type, fields, personId, mid }: NewUpdate): Update {
    const at = this.#ground.clock.now()
    const update: Update = {
      ...{ id: ++this.#lastId, botId: bot.id, type, at, urls: [], attempts: [] },
      body: JSON.stringify({ update_type: type, timestamp: at, ...fields }),
      ...(personId !== undefined && { personId }),
      ...(mid !== undefined && { mid }),
    }
    this.#ledger.set(update.id, update)
    if (this.#ledger.size > KEEP) this.#ledger.delete(this.#ledger.keys().next().value!)
    const { faults } = this.#ground
    if (faults.strike(['lost-update'], targetOf(update))) return this.#lose(update)
    if (faults.strike(['subscription-lost'], targetOf(update))) this.dropSubscriptions(bot)
    update.urls = bot.subscriptions
      .filter(({ types }) => types === undefined || types.includes(type))
      .map(({ url }) => url)
    // What a webhook did not ask for is nobody's: polling is off while there is one.
    if (update.urls.length === 0 && bot.subscriptions.length > 0) return update
    this.#log.save(update)
    this.#deliver(update)
    for (const wake of this.#waiting) wake()
    return update
  }

  /** As it happens on the real platform: nobody is told. */
  dropSubscriptions(bot: Bot): void {
    bot.subscriptions = []
    this.#ground.world.bots.save(bot)
    const text = 'подписка пропала'
    writeLine(this.#ground, { direction: '·', level: 'danger', text, botId: bot.id })
  }

  /** What has come since the marker, waiting a while for the first. */
  async poll(bot: Bot, poll: Poll): Promise<string> {
    this.#commit(bot, poll.marker)
    const from = poll.marker ?? bot.committedId
    let found = this.#take(bot, from, poll)
    if (found.length === 0 && poll.waitMs > 0) {
      await this.#wait(bot, from, poll)
      found = this.#take(bot, from, poll)
    }
    const marker = found.at(-1)?.id ?? Math.max(from, this.#lastId)
    const bodies = found.map(({ body }) => body).join(',')
    return `{"updates":[${bodies}],"marker":${marker}}`.replaceAll(HERE, this.#ground.here)
  }

  #take(bot: Bot, from: number, { limit, types }: Poll): Update[] {
    const now = this.#ground.clock.now()
    return this.pending(bot.id)
      .filter(({ id, at, type }) => {
        const isAsked = types.length === 0 || types.includes(type)
        return id > from && now - at < KEPT_MS && isAsked
      })
      .slice(0, limit)
  }

  #wait(bot: Bot, from: number, poll: Poll): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.#ground.clock.after(poll.waitMs, finish)
      const wake = () => this.#take(bot, from, poll).length > 0 && finish()
      const waiting = this.#waiting
      waiting.add(wake)
      function finish() {
        stop()
        waiting.delete(wake)
        resolve()
      }
    })
  }

  #commit(bot: Bot, marker: number | undefined): void {
    if (marker === undefined || marker <= bot.committedId) return
    bot.committedId = marker
    this.#ground.world.bots.save(bot)
    for (const update of this.pending(bot.id)) if (update.id <= marker) this.#acknowledge(update)
  }

  #acknowledge(update: Update): void {
    update.acknowledgedAt ??= this.#ground.clock.now()
    this.#log.drop(update)
    this.#ground.live.touch(`max/chat/${update.botId}/${update.personId ?? 0}`)
  }

  #deliver(update: Update): void {
    const bot = this.#ground.world.bots.find(String(update.botId))
    if (!bot) return
    for (const url of update.urls)
      this.#courier.offer({
        ...{ bot, update, url },
        end: (ending) => {
          update.urls = update.urls.filter((one) => one !== url)
          if (ending === 'taken') this.#acknowledge(update)
          else this.#forsake(update, ending === 'expired')
        },
      })
  }

  #forsake(update: Update, isExpired: boolean): void {
    if (isExpired) update.droppedAs = 'expired'
    // Of a subscription that was taken away it waits for whoever polls.
    if (isExpired) this.#log.drop(update)
    else this.#log.save(update)
  }

  #lose(update: Update): Update {
    update.droppedAs = 'lost'
    const { botId, personId } = update
    const text = `${update.type} потеряно`
    writeLine(this.#ground, { direction: '←', level: 'warn', text, botId, personId })
    return update
  }
}
