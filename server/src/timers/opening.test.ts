import assert from 'node:assert/strict'
import { test } from 'node:test'

import { type Database, officeOpened, settingsChanged } from '../database/index.ts'
import { ringOpenings } from '../schedules/index.ts'
import { type CentreOfMany, createCentreOfMany } from '../testing/centre-of-many.ts'
import { atEnd, until } from '../testing/index.ts'
import { runSweeps } from './index.ts'

const HOUR = 3_600_000
const PATIENCE_MS = 120_000
const OPERATORS = 40
const CAPACITY = 5
const ROOM = OPERATORS * CAPACITY
/** So many write within the same millisecond: of them none is older. */
const AT_ONCE = 50
/** The long form has 5,000, and 2,000 at opening time. */
const WAITING = Number(process.env.WAITING ?? 300)
const AT_OPENING = Number(process.env.AT_OPENING ?? 300)

/** From ten o'clock, and the clock stands at nine; or around the clock. */
async function setHours({ database, accountId, hints }: CentreOfMany, hours: 'ten' | 'always') {
  const day = { from: hours === 'ten' ? '10:00' : '00:00', to: '24:00' }
  await database.transaction(async (client) => {
    await client.query(
      `update schedules set time_zone = 'UTC', week = $2, alarm_at = $3 where account_id = $1`,
      [
        accountId,
        JSON.stringify(Array.from({ length: 7 }, () => [day])),
        hours === 'ten' ? '2026-01-05T10:00:00Z' : null,
      ],
    )
    await settingsChanged(client, accountId, { scope: 'schedule' })
  })
  hints.send('sweeps', accountId)
  hints.send('wake-ups', accountId)
}

/** A company off hours, with this many who wait for its opening. */
async function openCentre(waiting: number): Promise<CentreOfMany> {
  const centre = await createCentreOfMany({ operators: OPERATORS, capacity: CAPACITY, workers: 4 })
  const sweeps = runSweeps({ ...centre.around, advance: centre.later(0) })
  const openings = ringOpenings(centre.around)
  atEnd(async () => {
    await Promise.all([sweeps.stop(), openings.stop()])
  })
  await setHours(centre, 'ten')
  await until(async () => (await count(centre, 'sweeps')) === 0, 'the sweep')
  const worker = centre.workers[0]!
  for (let done = 0; done < waiting; done += AT_ONCE) {
    await Promise.all(
      Array.from({ length: AT_ONCE }, (_, n) => centre.says(worker, `Клиент ${done + n}`)),
    )
    centre.clock.advance(1000)
  }
  assert.equal(await count(centre, `conversations where queue_stage = 'opening'`), waiting)
  return centre
}

async function count({ database }: { database: Database }, what: string): Promise<number> {
  const { rows } = await database.query<{ count: number }>(
    `select count(*)::integer as count from ${what}`,
  )
  return rows[0]?.count ?? 0
}

/** In seconds since `startedAt`: when so many were given out, and when nobody waits for opening. */
async function released(centre: CentreOfMany, startedAt: number) {
  const given = Math.min(await count(centre, 'conversations'), ROOM)
  const since = () => ((performance.now() - startedAt) / 1000).toFixed(1)
  const assigned = async () =>
    (await count(centre, `conversations where status = 'assigned'`)) >= given
  const out = async () =>
    (await count(centre, 'sweeps')) === 0 &&
    (await count(centre, `conversations where queue_stage = 'opening'`)) === 0
  await until(assigned, 'all places taken', PATIENCE_MS)
  const assignedIn = since()
  await until(out, 'the release', PATIENCE_MS)
  const releasedIn = since()
  await centre.quiet()
  return { given, assignedIn, releasedIn }
}

async function assertFair(centre: CentreOfMany, given: number): Promise<void> {
  const loads = await centre.loads()
  assert.equal(Math.max(...loads) <= CAPACITY, true, `above capacity: ${loads}`)
  assert.equal(
    loads.reduce((sum, load) => sum + load, 0),
    given,
  )
  const { rows } = await centre.database.query<{ number: number }>(
    `select number from conversations where status = 'assigned' order by number`,
  )
  const last = rows.at(-1)?.number ?? 0
  assert.equal(last, given, 'the oldest have them')
  // Each is told once that the office has opened.
  const lines = `messages where content -> 'system' ->> 'code' = 'released'`
  assert.equal(await count(centre, lines), await count(centre, 'conversations'))
}

test(`[D-09] an edit of the hours releases ${WAITING} who wait for them, the oldest first`, async (t) => {
  const centre = await openCentre(WAITING)
  const startedAt = performance.now()
  await setHours(centre, 'always')
  const { given, assignedIn, releasedIn } = await released(centre, startedAt)
  await assertFair(centre, given)
  t.diagnostic(`${given} given out in ${assignedIn} s, ${WAITING} released in ${releasedIn} s`)
})

test(`[D-09] one alarm gives out ${AT_OPENING} at opening time, to all alike`, async (t) => {
  const centre = await openCentre(AT_OPENING)
  await centre.database.query('update operators set capacity = 100')
  const startedAt = performance.now()
  centre.clock.advance(HOUR)
  centre.hints.send('deadlines', centre.accountId)
  await until(
    async () => (await count(centre, `conversations where status = 'assigned'`)) === AT_OPENING,
    'all given out',
    PATIENCE_MS,
  )
  const tookS = (performance.now() - startedAt) / 1000
  await until(async () => (await count(centre, 'sweeps')) === 0, 'the sweep', PATIENCE_MS)
  const loads = await centre.loads()
  assert.ok(Math.max(...loads) - Math.min(...loads) <= 1, `uneven: ${loads}`)
  // The next opening is tomorrow's: told twice, nobody would be released again.
  await officeOpened(centre.database, centre.accountId)
  centre.hints.send('sweeps', centre.accountId)
  await until(async () => (await count(centre, 'sweeps')) === 0, 'the second sweep', PATIENCE_MS)
  const lines = `messages where content -> 'system' ->> 'code' = 'released'`
  assert.equal(await count(centre, lines), AT_OPENING)
  assert.equal(
    await count(centre, `schedules where alarm_at = '2026-01-06T10:00:00Z'`),
    1,
    'one alarm for all',
  )
  t.diagnostic(`${AT_OPENING} given out in ${tookS.toFixed(1)} s`)
})
