import assert from 'node:assert/strict'
import { before, test } from 'node:test'

import { type CentreOfMany, createCentreOfMany } from '../testing/centre-of-many.ts'

const OPERATORS = 10
const CAPACITY = 5
const ROOM = OPERATORS * CAPACITY
/** The long form has five thousand. */
const RACES = Number(process.env.RACES ?? 500)

let centre: CentreOfMany
let people = 0
before(async () => {
  centre = await createCentreOfMany({ operators: OPERATORS, capacity: CAPACITY, workers: 20 })
})

const workerOf = (n: number) => centre.workers[n % centre.workers.length]!
const arrive = (count: number) =>
  Promise.all(
    Array.from({ length: count }, (_, n) => centre.says(workerOf(n), `Клиент ${++people}`)),
  )

async function assertFair(open: number): Promise<void> {
  await centre.quiet()
  const loads = await centre.loads()
  const given = Math.min(open, ROOM)
  assert.equal(sum(loads), given, `${loads}`)
  assert.equal(await centre.waiting(), open - given)
  assert.ok(Math.max(...loads) <= CAPACITY, `above capacity: ${loads}`)
  assert.ok(Math.max(...loads) - Math.min(...loads) <= 1, `uneven: ${loads}`)
}

const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0)

test('[REQ-01] gives 35 arrivals at once to ten operators evenly, and 200 up to their capacity', async () => {
  const first = await arrive(35)
  await assertFair(35)
  const rest = await arrive(200)
  await assertFair(235)
  // As places come free, the oldest of those who wait have them.
  for (const batch of [first, rest]) {
    await Promise.all(batch.map((id, n) => centre.close(workerOf(n), id)))
    await centre.quiet()
    const loads = await centre.loads()
    assert.ok(Math.max(...loads) <= CAPACITY, `above capacity: ${loads}`)
    assert.equal((await centre.waiting()) > 0 && sum(loads) < ROOM, false)
  }
  assert.deepEqual(new Set(await centre.loads()), new Set([0]))
})

test('[REQ-02] spreads arrivals that come one by one as evenly as those that come together', async () => {
  const ids: string[] = []
  for (let n = 0; n < 25; n++) ids.push(await centre.says(workerOf(n), `Клиент ${++people}`))
  await assertFair(25)
  await Promise.all(ids.map((id, n) => centre.close(workerOf(n), id)))
  await centre.quiet()
})

test(`[REQ-01] ${RACES} closings against arrivals leave nobody waiting beside a free operator`, async (t) => {
  const open = await arrive(ROOM)
  await centre.quiet()
  const started = performance.now()
  const at = 40
  for (let done = 0; done < RACES; done += at) {
    const closing = open.splice(0, at)
    const [arrived] = await Promise.all([
      arrive(at),
      Promise.all(closing.map((id, n) => centre.close(workerOf(n + 7), id))),
    ])
    open.push(...arrived)
    if (done % 1000 === 0) await assertFair(ROOM)
  }
  await centre.quiet()
  t.diagnostic(`${Math.round(RACES / ((performance.now() - started) / 1000))} races/s`)
  const loads = await centre.loads()
  assert.equal(await centre.waiting(), 0)
  assert.equal(sum(loads), ROOM)
  assert.equal(Math.max(...loads), CAPACITY)
})

test('looks behind the oldest hundred as long as there are places', async () => {
  const wide = await createCentreOfMany({ operators: 10, capacity: 50, workers: 4 })
  await wide.database.query('update operators set is_present = false')
  await Promise.all(
    Array.from({ length: 450 }, (_, n) => wide.says(wide.workers[n % 4]!, `Клиент ${n}`)),
  )
  await wide.quiet()
  assert.equal(await wide.waiting(), 450)
  await wide.database.query('update operators set is_present = true')
  await wide.database.query(`select append_wake_up($1, 'test')`, [wide.accountId])
  wide.hints.send('wake-ups', wide.accountId)
  await wide.quiet()
  assert.equal(await wide.waiting(), 0)
  assert.deepEqual(new Set(await wide.loads()), new Set([45]))
})
