import { isNotSuspended, officeOpened, type Queryable } from '../database/index.ts'
import { createLoop, type Loop } from '../lib/loop.ts'
import type { Parts } from './edit-schedule.ts'
import { alarmAfter, columns, type ScheduleRow, toRules } from './schedule-row.ts'

const MOST_AT_ONCE = 64
const LONGEST_SLEEP_MS = 1000

/**
 * Tells an account that its office opens: one alarm for all who wait for it (D-09). The next alarm
 * is set in the transaction that tells, so that each opening is told once, and the ones that passed
 * while nobody was running are told together.
 */
export function ringOpenings(
  parts: Parts & { onProblem(problem: string, facts: object): void },
): Loop {
  const { database, clock, hints, onProblem } = parts
  let timer: NodeJS.Timeout | undefined

  async function round(): Promise<boolean> {
    const { rows } = await database.query<{ account_id: string; alarm_at: Date }>(
      `select account_id, alarm_at from schedules
       where alarm_at is not null
         and ${isNotSuspended}
       order by alarm_at limit $1`,
      [MOST_AT_ONCE],
    )
    const now = clock.now()
    const due = rows.filter((row) => row.alarm_at <= now)
    let rung = 0
    for (const { account_id: accountId } of due) {
      // One account that fails must not keep the others closed. Its alarm stays for the next round.
      try {
        if (!(await database.transaction((client) => ring(client, accountId, now)))) continue
        rung++
        hints.send('sweeps', accountId)
        hints.send('wake-ups', accountId)
      } catch (error) {
        onProblem('an opening was not told', { accountId, error: String(error) })
      }
    }
    const next = rows[due.length]
    if (next) sleepUntil(next.alarm_at.getTime() - now.getTime())
    return rung === MOST_AT_ONCE
  }

  function sleepUntil(ms: number): void {
    clearTimeout(timer)
    if (ms < LONGEST_SLEEP_MS) timer = setTimeout(() => loop.wake(), ms)
  }

  const loop = createLoop('openings', round, { everyMs: LONGEST_SLEEP_MS, onProblem })
  hints.listen('deadlines', loop.wake)
  return {
    ...loop,
    stop() {
      clearTimeout(timer)
      return loop.stop()
    },
  }
}

/** False where somebody else has told it, or the hours were changed meanwhile. */
async function ring(client: Queryable, accountId: string, now: Date): Promise<boolean> {
  const { rows } = await client.query<ScheduleRow>(
    `select ${columns} from schedules where account_id = $1 and alarm_at <= $2 for update`,
    [accountId, now],
  )
  if (!rows[0]) return false
  await client.query('update schedules set alarm_at = $2 where account_id = $1', [
    accountId,
    alarmAfter(toRules(rows[0]), now),
  ])
  await officeOpened(client, accountId)
  return true
}
