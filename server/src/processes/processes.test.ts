import assert from 'node:assert/strict'
import { before, beforeEach, test } from 'node:test'
import { v7 as newId } from 'uuid'

import type { Database } from '../database/index.ts'
import { silentBus } from '../lib/bus.ts'
import { createTestDatabase, until } from '../testing/index.ts'
import { joinProcesses } from './index.ts'

const CHANNELS = 5
const HOUR_MS = 3_600_000

let database: Database
let accountId: string
before(async () => {
  database = await createTestDatabase()
  accountId = newId()
  await database.query('insert into accounts (id, name) values ($1, $2)', [
    accountId,
    'Верба Мебель',
  ])
  for (let count = 0; count < CHANNELS; count++) {
    await database.query(
      `insert into channels (account_id, id, kind, name, state, intake, settings, secrets)
       values ($1, $2, 'telegram', 'Магазин', 'working', 'polling', '{}', '{}')`,
      [accountId, newId()],
    )
  }
})
beforeEach(() => database.query('delete from processes'))

async function join(): Promise<number> {
  const { rows } = await database.query<{ number: number }>(
    'insert into processes default values returning number',
  )
  return rows[0]!.number
}

async function beat(number: number) {
  const { rows } = await database.query<{ is_leader: boolean; buried: number; taken: number }>(
    `select * from beat($1, '10 seconds', true)`,
    [number],
  )
  return rows[0]
}

const fallSilent = (number: number) =>
  database.query(`update processes set beat_at = now() - interval '11 seconds' where number = $1`, [
    number,
  ])

async function owned(): Promise<Record<string, number>> {
  const { rows } = await database.query<{ owner: number; count: number }>(
    'select owner, count(*) from channel_owners group by owner',
  )
  return Object.fromEntries(rows.map(({ owner, count }) => [owner, count]))
}

test('shares the channels out, each to one process, and to those who come later', async () => {
  const first = await join()
  await beat(first)
  assert.deepEqual(await owned(), { [first]: 5 })
  const second = await join()
  assert.equal((await beat(second))?.taken, 0)
  await beat(first)
  await beat(second)
  assert.deepEqual(await owned(), { [first]: 3, [second]: 2 })
})

test('has one leader, who has been there the longest', async () => {
  const [first, second] = [await join(), await join()]
  assert.equal((await beat(second))?.is_leader, false)
  assert.equal((await beat(first))?.is_leader, true)
  await fallSilent(first)
  assert.equal((await beat(second))?.is_leader, true)
})

test('takes over from a silent process, which then owns nothing whatever it does', async () => {
  const [silent, other] = [await join(), await join()]
  await beat(silent)
  await beat(other)
  const { rows } = await database.query<{ channel_id: string }>(
    'select channel_id from channel_owners where owner = $1 limit 1',
    [silent],
  )
  const place = [accountId, rows[0]?.channel_id]
  await fallSilent(silent)
  assert.equal((await beat(other))?.buried, 1)
  assert.deepEqual(await owned(), { [other]: 5 })
  assert.equal(await beat(silent), undefined)
  const owns = async (number: number) =>
    (
      await database.query<{ is: boolean }>('select owns_channel($1, $2, $3) as is', [
        number,
        ...place,
      ])
    ).rows[0]?.is
  assert.equal(await owns(silent), false)
  assert.equal(await owns(other), true)
})

test('comes back under another number when it was taken for dead', async () => {
  const changes: number[] = []
  const member = await joinProcesses({
    database,
    bus: silentBus,
    onProblem() {},
    beatMs: 20,
    deadMs: HOUR_MS,
  })
  const before = member.duties.number ?? 0
  member.onChange(() => changes.push(member.duties.number ?? 0))
  assert.equal(member.isLeading, true)
  await database.query('delete from processes')
  await until(async () => (await owned())[member.duties.number ?? 0] === CHANNELS, 'it is back')
  assert.ok((member.duties.number ?? 0) > before)
  assert.equal(member.isLeading, true)
  // Told that it owns nothing before it owned anything again.
  assert.equal(changes[0], 0)
  await member.leave()
  assert.deepEqual(await owned(), {})
})
