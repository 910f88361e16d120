import type { Database } from '../database/index.ts'
import type { Clock } from '../lib/clock.ts'
import { type Hints, hintSettings } from '../lib/hints.ts'
import { createLoop, type Loop } from '../lib/loop.ts'
import type { BotFailure } from '../rules/index.ts'
import { changeBreaker } from './availability.ts'
import { afterFailure } from './breaker.ts'

export interface AvailabilityWorld {
  database: Database
  clock: Clock
  hints: Hints
  onProblem(problem: string, facts: object): void
}

interface Task {
  accountId: string
  id: string
  botId: string
  reason: BotFailure
}

const MOST_AT_ONCE = 64
const LOOK_EVERY_MS = 1000

/** Counts the customers whom bots let down: the conversation has left a task about it (D-06). */
export function countFailures(world: AvailabilityWorld): Loop {
  const { database, hints, clock, onProblem } = world

  async function round(): Promise<boolean> {
    const { rows } = await database.query<Task>(
      `select account_id as "accountId", id, payload ->> 'botId' as "botId",
         payload ->> 'reason' as reason
       from tasks where kind = 'bot-failure' order by next_at limit ${MOST_AT_ONCE}`,
    )
    for (const task of rows) await count(task)
    return rows.length === MOST_AT_ONCE
  }

  async function count({ accountId, id, botId, reason }: Task): Promise<void> {
    const now = clock.now()
    const hasChanged = await database.transaction(async (client) => {
      const { rowCount } = await client.query(
        'delete from tasks where account_id = $1 and id = $2',
        [accountId, id],
      )
      // Another process has counted it.
      if (rowCount === 0) return false
      const change = (bot: Parameters<typeof afterFailure>[0]) => afterFailure(bot, { reason, now })
      return changeBreaker(client, { accountId, botId }, { change, now })
    })
    if (hasChanged) hintSettings(hints, accountId)
  }

  const loop = createLoop('bot failures', round, { everyMs: LOOK_EVERY_MS, onProblem })
  hints.listen('tasks', loop.wake)
  return loop
}
