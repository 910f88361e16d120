import type { Update } from './model.ts'

export interface DeliveryAttempt {
  at: number
  /** The HTTP status, or what happened instead of one. */
  outcome: number | string
}

export interface Delivery {
  updateId: number
  botId: number
  kind: string
  chatId?: number
  messageId?: number
  at: number
  attempts: DeliveryAttempt[]
  /** When a 2xx had been read to its end, or getUpdates confirmed it. */
  acknowledgedAt?: number
  /** Why it will never arrive. */
  droppedAs?: 'lost' | 'expired' | 'overflow' | 'cleared'
}

const KEEP = 200_000

/** What became of every update; the tests' proof that nothing acknowledged was lost. */
export class DeliveryLedger {
  readonly #deliveries = new Map<string, Delivery>()

  open(update: Update): Delivery {
    const { botId, kind, chatId, messageId, at } = update
    const delivery: Delivery = {
      updateId: update.id,
      botId,
      kind,
      at,
      attempts: [],
      ...(chatId !== undefined && { chatId }),
      ...(messageId !== undefined && { messageId }),
    }
    this.#deliveries.set(key(update), delivery)
    if (this.#deliveries.size > KEEP) this.#deliveries.delete(this.#deliveries.keys().next().value!)
    return delivery
  }

  /** Updates from before a restart are entered when something happens to them. */
  get(update: Update): Delivery {
    return this.#deliveries.get(key(update)) ?? this.open(update)
  }

  list(botId: number, since = 0): Delivery[] {
    return [...this.#deliveries.values()].filter(
      (delivery) => delivery.botId === botId && delivery.updateId > since,
    )
  }

  clear(): void {
    this.#deliveries.clear()
  }
}

const key = (update: Update) => `${update.botId}:${update.id}`
