import { v7 as newId } from 'uuid'

import type { Advance } from '../conversations/index.ts'
import { type Database, isNotSuspended } from '../database/index.ts'
import type { Clock } from '../lib/clock.ts'
import type { Hints } from '../lib/hints.ts'
import { createLoop, type Loop } from '../lib/loop.ts'
import type { Duties } from '../processes/index.ts'

interface Options {
  database: Database
  advance: Advance
  clock: Clock
  duties: Duties
  hints: Hints
  onProblem(problem: string, facts: object): void
}

interface DueRow {
  account_id: string
  id: string
  wake_at: Date
}

const MOST_AT_ONCE = 64
const LONGEST_SLEEP_MS = 1000
const REST_MS = 30_000
/** So late, the server was down or the clock has jumped: they do not all go at once. */
const LATE_MS = 5 * 60_000
const SPREAD_OVER_S = 60

/**
 * Tells conversations that time has passed, the most overdue first. A deadline is a fact in the
 * state, so one that lost its point is not there any more, and none can be told twice. Those of a
 * suspended account wait; when it is resumed, they are late like any others.
 */
export function fireDeadlines(options: Options): Loop {
  const { database, advance, clock, duties, hints, onProblem } = options
  const andOwned = () => duties.andOwned('conversations.account_id', 'conversations.channel_id')
  let timer: NodeJS.Timeout | undefined
  /** Conversations that could not be told, until when they are left alone: others must be. */
  const failed = new Map<string, number>()
  let nextLateAt = Number.NEGATIVE_INFINITY
  /** How many late ones go every second; more than a group's worth is a flood. */
  let lateAtOnce = 0

  async function round(): Promise<boolean> {
    for (const [id, until] of failed) if (until < performance.now()) failed.delete(id)
    const now = clock.now().getTime()
    await tellLate(now)
    const rows = await list(MOST_AT_ONCE, { from: now - LATE_MS, to: now + LONGEST_SLEEP_MS })
    const due = rows.filter((row) => row.wake_at.getTime() <= now)
    await tellAll(due)
    const next = rows[due.length]
    const nextInMs = next ? next.wake_at.getTime() - now : LONGEST_SLEEP_MS
    const lateInMs = lateAtOnce > 0 ? nextLateAt - performance.now() : LONGEST_SLEEP_MS
    sleepFor(Math.min(nextInMs, lateInMs))
    return due.length === MOST_AT_ONCE
  }

  /** Those that are more than five minutes late take their turns over a minute. */
  async function tellLate(now: number): Promise<void> {
    const startedAt = performance.now()
    if (startedAt < nextLateAt) return
    if (lateAtOnce === 0) {
      const count = await countLate(now)
      if (count === 0) return
      lateAtOnce = Math.max(MOST_AT_ONCE, Math.ceil(count / SPREAD_OVER_S))
      if (count > MOST_AT_ONCE) onProblem('deadlines are late and spread over a minute', { count })
    }
    const rows = await list(lateAtOnce, { to: now - LATE_MS })
    await tellAll(rows)
    if (rows.length < lateAtOnce) lateAtOnce = 0
    // A turn's own time is part of its second, or sixty of them would take more than a minute.
    else nextLateAt = startedAt + 1000
  }

  async function list(most: number, { from, to }: { from?: number; to?: number }) {
    const { rows } = await database.query<DueRow>(
      `select account_id, id, wake_at from conversations
       where wake_at is not null and id <> all ($2::uuid[]) and ${isNotSuspended}
         and wake_at >= $3 and wake_at < $4${andOwned()} order by wake_at limit $1`,
      [most, [...failed.keys()], moment(from) ?? '-infinity', moment(to) ?? 'infinity'],
    )
    return rows
  }

  async function countLate(now: number): Promise<number> {
    const { rows } = await database.query<{ count: number }>(
      `select count(*) from conversations
       where wake_at < $1 and wake_at is not null and id <> all ($2::uuid[])
         and ${isNotSuspended}${andOwned()}`,
      [new Date(now - LATE_MS), [...failed.keys()]],
    )
    return Number(rows[0]?.count ?? 0)
  }

  async function tellAll(due: DueRow[]): Promise<void> {
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
  }

  function sleepFor(ms: number): void {
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

const moment = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms))
