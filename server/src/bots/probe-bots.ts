import { isNotSuspended } from '../database/index.ts'
import { hintSettings } from '../lib/hints.ts'
import { createLoop, type Loop } from '../lib/loop.ts'
import { type ProgramWorld, pingProgram } from './ask-program.ts'
import { changeBreaker } from './availability.ts'
import type { BotRow } from './bot-row.ts'
import { afterFailure, afterProbe, nextProbe } from './breaker.ts'
import type { AvailabilityWorld } from './count-failures.ts'
import { BotFailureError } from './turn.ts'

const MOST_AT_ONCE = 32
const LOOK_EVERY_MS = 1000

/**
 * Looks after the bots that customers are given to (BOT-02): a program is asked every minute whether
 * it is there, well or not; a scenario that failed is given customers again after a minute.
 */
export function probeBots(world: AvailabilityWorld & ProgramWorld): Loop {
  const { database, hints, clock, onProblem } = world
  let inFlight = 0
  let isStopped = false

  async function round(): Promise<boolean> {
    const room = MOST_AT_ONCE - inFlight
    if (room <= 0) return false
    const due = await takeDue(room)
    for (const bot of due) begin(bot)
    return due.length === room
  }

  /** The next time is written before this one is made: nobody is asked twice at once. */
  async function takeDue(most: number): Promise<BotRow[]> {
    const now = clock.now()
    const { rows } = await database.query<BotRow>(
      `update bots set probe_at = $2 where (account_id, id) in (
         select b.account_id, b.id from bots b
         join modules m on m.account_id = b.account_id and m.name = 'bots' and m.is_on
         where b.probe_at <= $1 and b.is_enabled and b.deleted_at is null
           and b.${isNotSuspended}
         order by b.probe_at limit $3 for update of b skip locked)
       returning *`,
      [now, nextProbe(now), most],
    )
    return rows
  }

  function begin(bot: BotRow): void {
    inFlight++
    void probe(bot)
      .catch((error: unknown) =>
        onProblem('a bot was not looked at', { botId: bot.id, error: String(error) }),
      )
      .finally(() => {
        inFlight--
        loop.wake()
      })
  }

  async function probe(bot: BotRow): Promise<void> {
    const failure = bot.kind === 'webhook' ? await failureOf(bot) : undefined
    const isWell = !failure && !bot.unavailable_since && bot.failed_probes === 0
    if (isStopped || isWell) return
    const { account_id: accountId, id: botId } = bot
    const now = clock.now()
    const change = (row: BotRow) => {
      // Sent elsewhere meanwhile, it is another program.
      if (row.url !== bot.url) return {}
      if (!failure) return afterProbe(row, now)
      return afterFailure(row, { reason: failure.reason, now, isProbe: true })
    }
    const detail = failure && failure.message !== failure.reason && { detail: failure.message }
    const hasChanged = await database.transaction((client) =>
      changeBreaker(client, { accountId, botId }, { change, now, ...detail }),
    )
    if (hasChanged) hintSettings(hints, accountId)
  }

  async function failureOf(bot: BotRow): Promise<BotFailureError | undefined> {
    const { account_id: accountId, id, name, url, secret, answer_within_s: answerWithinS } = bot
    try {
      await pingProgram(world, { accountId, id, name, url, secret, answerWithinS })
      return undefined
    } catch (error) {
      if (error instanceof BotFailureError) return error
      throw error
    }
  }

  const loop = createLoop('bot probes', round, { everyMs: LOOK_EVERY_MS, onProblem })
  // A bot was made, or switched on.
  hints.listen('sweeps', loop.wake)
  return {
    ...loop,
    stop() {
      isStopped = true
      return loop.stop()
    },
  }
}
