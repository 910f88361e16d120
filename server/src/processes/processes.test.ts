import assert from 'node:assert/strict'
import { before, beforeEach, test } from 'node:test'
import { v7 as newId } from 'uuid'

import type { Connection, Database } from '../database/index.ts'
import { silentBus } from '../lib/bus.ts'
import { createTestDatabase, until } from '../testing/index.ts'
import { joinProcesses, OtherVersionError, openBeating, refuseOtherVersions } from './index.ts'

const CHANNELS = 5
const HOUR_MS = 3_600_000
const version = 'this one'
const onOutdated = () => assert.fail('nobody has changed the database')

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

/** The pool hides its password from whoever copies its options. */
function wayTo({ pool: { options } }: Database): Connection {
  const { host, port, user, password, database: name } = options
  return { host, port, user, password, database: name }
}

/** How often it was seen to have beaten since. */
async function countBeats(number: number | null): Promise<() => Promise<number>> {
  let [last, count] = ['', -1]
  const look = async () => {
    const { rows } = await database.query<{ at: string }>(
      'select beat_at::text as at from processes where number = $1',
      [number],
    )
    if (rows[0] && rows[0].at !== last) count++
    last = rows[0]?.at ?? last
    return count
  }
  await look()
  return look
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
    version,
    onOutdated,
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

test('goes on living while what it does for the others has to wait', async () => {
  const beating = openBeating(wayTo(database), 300)
  const member = await joinProcesses({
    ...{ database: beating, bus: silentBus, version, beatMs: 20, deadMs: HOUR_MS },
    ...{ onOutdated, onProblem() {} },
  })
  const beats = await countBeats(member.duties.number)
  // Taking a channel waits for whoever is about to delete it.
  await database.transaction(async (client) => {
    await client.query('select from channels for update')
    await database.query('delete from channel_owners')
    const before = await beats()
    await until(async () => {
      // Not idle for longer than a transaction may be.
      await client.query('select')
      return (await beats()) >= before + 2
    }, 'two beats')
  })
  await member.leave()
  await beating.close()
})

test('buries nobody who could not beat while the database was away', async () => {
  let [isAway, failures] = [false, 0]
  const member = await joinProcesses({
    bus: silentBus,
    version,
    ...{ onOutdated, beatMs: 20, deadMs: 10_000 },
    database: {
      query: (text, values) =>
        isAway ? Promise.reject(new Error('away')) : database.query(text, values),
    },
    onProblem: () => void failures++,
  })
  isAway = true
  await until(async () => failures > 0, 'a beat that fails')
  const other = await join()
  await fallSilent(other)
  isAway = false
  const beats = await countBeats(member.duties.number)
  await until(async () => (await beats()) > 2, 'beats')
  const { rowCount } = await database.query('select from processes where number = $1', [other])
  assert.equal(rowCount, 1)
  await member.leave()
})

test('does not work beside another version that lives', async () => {
  const other = await join()
  const options = { database, bus: silentBus, version, onOutdated, onProblem() {} }
  await assert.rejects(refuseOtherVersions(database, version, 0), OtherVersionError)
  await assert.rejects(joinProcesses(options), OtherVersionError)
  await fallSilent(other)
  await refuseOtherVersions(database, version, 0)
  const member = await joinProcesses(options)
  await refuseOtherVersions(database, version, 0)
  await member.leave()
})

test('ends when it wakes up, and others of another version have followed it', async () => {
  const outdated = Promise.withResolvers<void>()
  const member = await joinProcesses({
    ...{ database, bus: silentBus, version, beatMs: 20, deadMs: HOUR_MS },
    ...{ onOutdated: outdated.resolve, onProblem() {} },
  })
  // One statement, so that it cannot join again in between.
  await database.query(
    `with buried as (delete from processes) insert into processes (version) values ('another one')`,
  )
  await outdated.promise
  assert.deepEqual(await owned(), {})
  await member.leave()
})
