import type { Bot, Update } from '../model.ts'
import { Refusal } from '../refusal.ts'
import type { Call, Method } from './call.ts'
import { keepAllowedUpdates, readAllowedUpdates } from './webhook.ts'

const MAX_ANSWER_BYTES = 4 * (1 << 20)
/** Something may follow at once, and then comes along. */
const BATCHING_MS = 2

interface LastCall {
  offset: number
  at: number
}

const lastCalls = new WeakMap<Bot, LastCall>()
const lastConflicts = new WeakMap<Bot, number>()

export const getUpdates: Method = async (call) => {
  const { telegram, bot, params } = call
  if (bot.webhook) {
    await paceConflicts(call)
    throw new Refusal(
      409,
      "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    )
  }
  const allowed = readAllowedUpdates(params, bot.allowedUpdates)
  if (JSON.stringify(allowed) !== JSON.stringify(bot.allowedUpdates)) {
    keepAllowedUpdates(bot, allowed)
    telegram.world.saveBot(bot)
  }
  telegram.updates.interruptPoll(
    bot,
    'terminated by other getUpdates request; make sure that only one bot instance is running',
  )
  const offset = params.integer('offset')
  confirm(call, offset)
  const { limit, timeoutMs } = calmDown(call, offset)
  if (telegram.updates.pendingCount(bot) === 0 && timeoutMs > 0) {
    const conflict = await telegram.updates.poll(bot, timeoutMs)
    if (conflict !== undefined) throw new Refusal(409, conflict)
    await telegram.clock.sleep(BATCHING_MS)
  }
  return take(call, offset, limit)
}

/** A positive offset confirms what is before it; a negative one forgets all but the last. */
function confirm({ telegram, bot }: Call, offset: number): void {
  const pending = telegram.updates.pending(bot)
  if (offset > 0)
    for (const update of pending) if (update.id < offset) telegram.updates.acknowledge(update)
  if (offset < 0)
    for (const update of pending.slice(0, offset)) telegram.updates.drop(update, 'cleared')
}

/** A client that asks the same again and again is made to wait, and to take less. */
function calmDown({ telegram, bot, params }: Call, offset: number) {
  const limit = params.integer('limit', { fallback: 100, min: 1, max: 100 })
  const timeoutMs = params.integer('timeout', { min: 0, max: 50 }) * 1000
  const now = telegram.clock.now()
  const before = lastCalls.get(bot)
  lastCalls.set(bot, { offset, at: now })
  if (!before || before.offset !== offset) return { limit, timeoutMs }
  const passed = (now - before.at) / telegram.clock.timeScale
  return {
    limit: passed < 500 ? 1 : limit,
    timeoutMs: passed < 3000 ? Math.max(timeoutMs, 3000) : timeoutMs,
  }
}

function take({ telegram, bot }: Call, offset: number, limit: number): unknown[] {
  const result: unknown[] = []
  let size = 0
  for (const update of telegram.updates.pending(bot)) {
    if (result.length >= limit || size > MAX_ANSWER_BYTES) break
    if (offset > 0 && update.id < offset) continue
    telegram.updates.ledger
      .get(update)
      .attempts.push({ at: telegram.clock.now(), outcome: 'polled' })
    size += JSON.stringify(update.body).length
    result.push(toWire(update))
  }
  return result
}

const toWire = (update: Update) => ({ update_id: update.id, [update.kind]: update.body })

/** The platform says "conflict" no oftener than every three seconds. */
async function paceConflicts({ telegram, bot }: Call): Promise<void> {
  const now = telegram.clock.now()
  const before = lastConflicts.get(bot)
  lastConflicts.set(bot, now)
  if (before !== undefined && now - before < 3000 * telegram.clock.timeScale)
    await telegram.clock.sleep(3000)
}
