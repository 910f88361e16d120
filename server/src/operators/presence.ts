import { appendWakeUp, type Database, type Queryable } from '../database/index.ts'
import type { Clock } from '../lib/clock.ts'
import { type Hints, hintSettings } from '../lib/hints.ts'
import { createLoop, type Loop } from '../lib/loop.ts'
import { announceOperators } from './announce-operators.ts'

interface Parts {
  database: Database
  clock: Clock
  hints: Hints
}

/** A closed laptop is noticed after this; a reload is not. */
const GRACE_MS = 45_000
/** A deploy is not everybody's absence. */
const START_GRACE_MS = 60_000
const LOOK_EVERY_MS = 1000

/** These have the workplace open: to be said again before `GRACE_MS` have passed. */
export async function markPresent(
  parts: Parts,
  accountId: string,
  operatorIds: string[],
): Promise<void> {
  const until = new Date(parts.clock.now().getTime() + GRACE_MS)
  const { rows } = await parts.database.query<{ id: string; is_present: boolean }>(
    `update operators set online_until = greatest(online_until, $3)
     where account_id = $1 and id = any($2) returning id, is_present`,
    [accountId, operatorIds, until],
  )
  const came = rows.filter((row) => !row.is_present).map(({ id }) => id)
  if (came.length === 0) return
  await change(parts, accountId, 'operator-came', async (client) => {
    const changed = await client.query<{ id: string }>(
      `update operators set is_present = true, version = version + 1
       where account_id = $1 and id = any($2) and not is_present returning id`,
      [accountId, came],
    )
    return changed.rows
  })
}

/** Notices who has closed the workplace, or lost it. */
export function watchPresence(
  parts: Parts & { onProblem(problem: string, facts: object): void },
): Loop {
  const { database, clock, onProblem } = parts
  let isStarted = false

  async function round(): Promise<boolean> {
    const now = clock.now()
    if (!isStarted) await forgiveAbsence(database, now)
    isStarted = true
    const { rows } = await database.query<{ account_id: string }>(
      'select distinct account_id from operators where is_present and online_until <= $1',
      [now],
    )
    for (const { account_id } of rows) await markAbsent(parts, account_id, now)
    return false
  }
  return createLoop('presence', round, { everyMs: LOOK_EVERY_MS, onProblem })
}

async function forgiveAbsence(database: Database, now: Date): Promise<void> {
  const [from, until] = [-START_GRACE_MS, START_GRACE_MS].map((ms) => new Date(now.getTime() + ms))
  await database.query(
    `update operators set online_until = greatest(online_until, $2)
     where is_present and online_until > $1`,
    [from, until],
  )
}

function markAbsent(parts: Parts, accountId: string, now: Date): Promise<void> {
  return change(parts, accountId, 'operator-left', async (client) => {
    const { rows } = await client.query<{ id: string }>(
      `update operators set is_present = false, version = version + 1
       where account_id = $1 and is_present and online_until <= $2 returning id`,
      [accountId, now],
    )
    return rows
  })
}

async function change(
  { database, clock, hints }: Parts,
  accountId: string,
  reason: string,
  write: (client: Queryable) => Promise<{ id: string }[]>,
): Promise<void> {
  await database.transaction(async (client) => {
    const ids = (await write(client)).map(({ id }) => id)
    // Somebody else has noticed it.
    if (ids.length === 0) return
    await appendWakeUp(client, accountId, reason)
    await announceOperators(client, { accountId, ids, now: clock.now() })
  })
  hintSettings(hints, accountId)
}
