import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { v7 as newId } from 'uuid'

import type { Loop } from '../lib/loop.ts'
import { alone } from '../processes/index.ts'
import { type CentreOfMany, createCentreOfMany } from '../testing/centre-of-many.ts'
import { until } from '../testing/index.ts'
import { fireDeadlines } from './index.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const YEAR = 365 * 24 * HOUR
const REPLY = 'Сотрудники скоро ответят'
const REPLY_AFTER = 30 * SECOND
/** So many late ones go in one second. */
const TURN = 64

let centre: CentreOfMany
let loop: Loop
let people = 0
const problems: { problem: string; facts: object }[] = []

before(async () => {
  // Nobody has a place: whoever writes is answered by nothing but what is automatic.
  centre = await createCentreOfMany({ operators: 2, capacity: 0, workers: 2 })
  await centre.rule({ auto_replies: JSON.stringify([{ id: newId(), text: REPLY, delayS: 30 }]) })
})
after(() => loop.stop())

function start(): void {
  const onProblem = (problem: string, facts: object) => void problems.push({ problem, facts })
  loop = fireDeadlines({ ...centre.around, duties: alone, advance: centre.later(0), onProblem })
}

const writes = () => centre.says(centre.workers[people % 2]!, `Клиент ${++people}`)

function moveOn(ms: number): void {
  centre.clock.advance(ms)
  loop.wake()
}

/** Conversations in the order in which they were answered automatically, as often as they were. */
async function answered(): Promise<string[]> {
  const { rows } = await centre.database.query<{ id: string }>(
    `select f.conversation_id as id from feed f
     where f.kind = 'message' and f.payload ->> 'text' = $1 and (f.payload ->> 'version')::int = 1
     order by f.number`,
    [REPLY],
  )
  return rows.map(({ id }) => id)
}

/** All that was due has been told: this was due as well, and is the last of it. */
async function sentinelIsAnswered(): Promise<void> {
  const id = await writes()
  moveOn(REPLY_AFTER)
  await until(async () => (await answered()).includes(id), 'the sentinel')
}

const times = (all: string[], id: string) => all.filter((each) => each === id).length

test('[H-22] spreads what is late after a jump, and lets what is due go at once', async () => {
  const late: string[][] = []
  for (let chunk = 0; chunk < 5; chunk++) {
    const size = chunk < 4 ? TURN : 44
    late.push(await Promise.all(Array.from({ length: size }, writes)))
    centre.clock.advance(SECOND)
  }
  centre.clock.advance(10 * MINUTE)
  start()
  const startedAt = performance.now()
  const fresh = await writes()
  moveOn(REPLY_AFTER)
  const dueAt = performance.now()
  await until(async () => (await answered()).includes(fresh), 'the fresh one')
  assert.ok(performance.now() - dueAt < SECOND)
  assert.ok((await answered()).length < 300, 'the late ones did not go together')

  await until(async () => (await answered()).length >= 301, 'all of them', 20 * SECOND)
  assert.ok(performance.now() - startedAt > 3.9 * SECOND, 'four pauses of a second')
  const order = (await answered()).filter((id) => id !== fresh)
  for (const [turn, ids] of late.entries()) {
    const told = order.slice(turn * TURN, (turn + 1) * TURN)
    assert.deepEqual(new Set(told), new Set(ids), `the most overdue first: turn ${turn}`)
  }
  const problem = 'deadlines are late and spread over a minute'
  assert.deepEqual(problems, [{ problem, facts: { count: 300 } }])
})

test('[H-22] fires nothing early or twice when the clock goes back', async () => {
  const first = await writes()
  moveOn(10 * SECOND)
  const second = await writes()
  for (const back of [HOUR, 10 * YEAR]) {
    moveOn(-back)
    await sentinelIsAnswered()
    assert.deepEqual(new Set(await answered()).has(first), false)
    moveOn(back - REPLY_AFTER)
  }
  moveOn(20 * SECOND)
  await until(async () => (await answered()).includes(first), 'the first')
  assert.equal((await answered()).includes(second), false)
  moveOn(10 * SECOND)
  await until(async () => (await answered()).includes(second), 'the second')
  moveOn(-HOUR)
  await sentinelIsAnswered()
  moveOn(HOUR)
  await sentinelIsAnswered()
  const all = await answered()
  assert.deepEqual(
    [first, second].map((id) => times(all, id)),
    [1, 1],
  )
  assert.equal(new Set(all).size, all.length)
})
