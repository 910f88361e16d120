import { v7 as newId } from 'uuid'

import type { Advance } from '../conversations/index.ts'
import type { Database } from '../database/index.ts'
import type { Clock } from '../lib/clock.ts'
import type { Hints } from '../lib/hints.ts'
import { createLoop, type Loop } from '../lib/loop.ts'

interface Options {
  database: Database
  advance: Advance
  clock: Clock
  hints: Hints
  onProblem(problem: string, facts: object): void
}

const MOST_AT_ONCE = 64
const LONGEST_SLEEP_MS = 1000
const REST_MS = 30_000

/**
 * Tells conversations that time has passed, the most overdue first. A deadline is a fact in the
 * state, so one that lost its point is not there any more, and none can be told twice.
 */
export function fireDeadlines({ database, advance, clock, hints, onProblem }: Options): Loop {
  let timer: NodeJS.Timeout | undefined
  /** Conversations that could not be told, until when they are left alone: others must be. */
  const failed = new Map<string, number>()

  async function round(): Promise<boolean> {
    for (const [id, until] of failed) if (until < performance.now()) failed.delete(id)
    const { rows } = await database.query<{ account_id: string; id: string; wake_at: Date }>(
      `select account_id, id, wake_at from conversations
       where wake_at is not null and id <> all ($2::uuid[]) order by wake_at limit $1`,
      [MOST_AT_ONCE, [...failed.keys()]],
    )
    const now = clock.now().getTime()
    const due = rows.filter((row) => row.wake_at.getTime() <= now)
    await Promise.all(
      due.map((row) =>
        advance(row.account_id, {
          target: { conversationId: row.id },
          what: { trigger: { type: 'time-passed', lineId: newId() } },
        }).catch((error: unknown) => {
          failed.set(row.id, performance.now() + REST_MS)
          onProblem('a deadline was not told', { conversationId: row.id, error: String(error) })
        }),
      ),
    )
    const next = rows[due.length]
    if (next) sleepUntil(next.wake_at.getTime() - now)
    return due.length === MOST_AT_ONCE
  }

  function sleepUntil(ms: number): void {
    clearTimeout(timer)
    if (ms < LONGEST_SLEEP_MS) timer = setTimeout(() => loop.wake(), Math.max(ms, 1))
  }

  const loop = createLoop('deadlines', round, { everyMs: LONGEST_SLEEP_MS, onProblem })
  hints.listen('deadlines', loop.wake)
  return {
    ...loop,
    stop() {
      clearTimeout(timer)
      return loop.stop()
    },
  }
}
