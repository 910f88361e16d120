import type { Journal } from '../journal.ts'
import type { Live } from '../live.ts'
import type { Shelf } from '../shelf.ts'
import { Courier } from './courier.ts'
import { type Delivery, DeliveryLedger } from './delivery-ledger.ts'
import type { Faults } from './faults.ts'
import type { Bot, Update } from './model.ts'
import type { World } from './world.ts'

const DAY_MS = 24 * 3600_000
const MAX_QUEUE = 100_000

/** Not sent unless asked for by name. */
const OPT_IN = new Set(['chat_member', 'message_reaction', 'message_reaction_count'])

export const KNOWN_KINDS = new Set(
  `message edited_message channel_post edited_channel_post business_connection business_message
   edited_business_message deleted_business_messages guest_message stopped_message_generation
   message_reaction message_reaction_count inline_query chosen_inline_result callback_query
   shipping_query pre_checkout_query purchased_paid_media poll poll_answer my_chat_member
   chat_member chat_join_request chat_boost removed_chat_boost managed_bot`.split(/\s+/),
)

export interface NewUpdate {
  kind: string
  body: unknown
  lane: string
  lifetimeMs?: number
  chatId?: number
  messageId?: number
}

interface Parts {
  world: World
  shelf: Shelf
  faults: Faults
  journal: Journal
  live: Live
}

/** The queue of each bot, and the two ways out of it: a webhook or getUpdates. */
export class Updates {
  readonly #parts: Parts
  readonly #queues = new Map<number, Map<number, Update>>()
  readonly #couriers = new Map<number, Courier>()
  readonly #polls = new Map<number, (conflict?: string) => void>()
  readonly ledger = new DeliveryLedger()
  /** Executes a method that a webhook put into its answer. */
  invoke: (bot: Bot, contentType: string, body: string) => void = () => {}

  constructor(parts: Parts) {
    this.#parts = parts
  }

  load(): void {
    for (const [, value] of this.#parts.shelf.entries('update')) {
      const update = value as Update
      this.#queue(update.botId).set(update.id, update)
    }
    for (const bot of this.#parts.world.bots.values()) this.applyWebhook(bot)
  }

  stop(): void {
    for (const courier of this.#couriers.values()) courier.stop()
    for (const end of this.#polls.values()) end()
  }

  clear(): void {
    this.stop()
    for (const map of [this.#queues, this.#couriers, this.#polls]) map.clear()
    this.ledger.clear()
  }

  wants(bot: Bot, kind: string): boolean {
    if (bot.allowedUpdates) return bot.allowedUpdates.includes(kind)
    return !OPT_IN.has(kind)
  }

  /** Queues an update, unless the bot does not want its kind. */
  push(bot: Bot, wanted: NewUpdate): Update | undefined {
    if (bot.status === 'revoked' || (KNOWN_KINDS.has(wanted.kind) && !this.wants(bot, wanted.kind)))
      return undefined
    const { lifetimeMs = DAY_MS, ...fields } = wanted
    const at = this.#parts.world.clock.now()
    const update: Update = {
      ...fields,
      id: bot.nextUpdateId++,
      botId: bot.id,
      at,
      expiresAt: at + lifetimeMs,
    }
    this.#parts.shelf.put('bot', bot.id, bot)
    const delivery = this.ledger.open(update)
    const queue = this.#queue(bot.id)
    if (this.#parts.faults.strikeUpdate('lost-update', update)) this.#lose(update, delivery)
    else if (queue.size >= MAX_QUEUE) delivery.droppedAs = 'overflow'
    else {
      queue.set(update.id, update)
      this.#parts.shelf.put('update', storedKey(update), update)
      this.#couriers.get(bot.id)?.offer(update)
      this.#polls.get(bot.id)?.()
    }
    return update
  }

  /** Live updates, oldest first. */
  pending(bot: Bot): Update[] {
    const now = this.#parts.world.clock.now()
    for (const update of this.#queue(bot.id).values())
      if (update.expiresAt <= now) this.drop(update, 'expired')
    return [...this.#queue(bot.id).values()]
  }

  isPending(update: Update): boolean {
    return this.#queue(update.botId).has(update.id)
  }

  pendingCount(bot: Bot): number {
    return this.#queue(bot.id).size
  }

  acknowledge(update: Update): void {
    this.ledger.get(update).acknowledgedAt = this.#parts.world.clock.now()
    this.#remove(update)
  }

  drop(update: Update, reason: NonNullable<Delivery['droppedAs']>): void {
    this.ledger.get(update).droppedAs = reason
    this.#remove(update)
  }

  dropAll(bot: Bot): void {
    for (const update of this.#queue(bot.id).values()) this.drop(update, 'cleared')
  }

  /** Starts, restarts or stops the deliveries after the webhook of a bot has changed. */
  applyWebhook(bot: Bot): void {
    this.#couriers.get(bot.id)?.stop()
    this.#couriers.delete(bot.id)
    if (!bot.webhook || bot.status !== 'active') return
    const { world, faults, journal } = this.#parts
    const courier = new Courier({
      bot,
      webhook: bot.webhook,
      updates: this,
      world,
      faults,
      journal,
    })
    this.#couriers.set(bot.id, courier)
    for (const update of this.pending(bot)) courier.offer(update)
  }

  /** Waits for an update; resolves with the reason when somebody else cuts the wait short. */
  poll(bot: Bot, timeoutMs: number): Promise<string | undefined> {
    return new Promise((resolve) => {
      const end = (conflict?: string) => {
        cancel()
        if (this.#polls.get(bot.id) === end) this.#polls.delete(bot.id)
        resolve(conflict)
      }
      const cancel = this.#parts.world.clock.after(timeoutMs, end)
      this.#polls.set(bot.id, end)
    })
  }

  /** The older of two pollers is the one that is told to go. */
  interruptPoll(bot: Bot, conflict: string): void {
    this.#polls.get(bot.id)?.(conflict)
  }

  #lose(update: Update, delivery: Delivery): void {
    delivery.droppedAs = 'lost'
    this.#parts.journal.write({
      at: update.at,
      platform: 'telegram',
      direction: '←',
      level: 'warn',
      text: `update ${update.id} ${update.kind}, потерян`,
      company: String(update.botId),
      ...(update.chatId !== undefined && { person: String(update.chatId) }),
    })
    const chat = this.#parts.world.findChat(update.botId, update.chatId ?? 0)
    const message = chat?.messages.get(update.messageId ?? 0)
    if (!chat || !message || update.kind !== 'message') return
    message.isLost = true
    this.#parts.world.saveMessage(chat, message)
  }

  #remove(update: Update): void {
    if (!this.#queue(update.botId).delete(update.id)) return
    this.#parts.shelf.drop('update', storedKey(update))
    // The page shows two ticks once the bot has the message.
    this.#parts.live.touch(`telegram/chat/${update.botId}/${update.chatId}`)
  }

  #queue(botId: number): Map<number, Update> {
    const known = this.#queues.get(botId)
    if (known) return known
    const queue = new Map<number, Update>()
    this.#queues.set(botId, queue)
    return queue
  }
}

const storedKey = (update: Update) => `${update.botId}:${update.id}`
