import assert from 'node:assert/strict'
import { test } from 'node:test'
import { v7 as newId } from 'uuid'

import { readConfig } from '../config.ts'
import { createLog } from '../http/index.ts'
import { silentBus } from '../lib/bus.ts'
import { systemClock } from '../lib/clock.ts'
import { joinProcesses } from '../processes/index.ts'
import { createTestDatabase, until } from '../testing/index.ts'
import { type LeadersWorld, whileLeading } from './while-leading.ts'
import { openWorld } from './world.ts'

test('a leader that fell silent does nothing more, not even what it has begun', async () => {
  const database = await createTestDatabase()
  let isSilent = false
  const member = await joinProcesses({
    database: {
      query: (...asked) =>
        isSilent ? Promise.reject(new Error('asleep')) : database.query(...asked),
    },
    ...{ bus: silentBus, version: 'this one', beatMs: 20, deadMs: 400 },
    ...{ onProblem() {}, onOutdated: assert.fail },
  })
  const world = await openWorld(
    {
      config: readConfig({
        DATA_DIR: '/nowhere',
        SECRET_KEY: 'a key of forty characters for one test..',
      }),
      ...{
        database,
        clock: systemClock,
        log: createLog('silent'),
        cluster: { member, bus: silentBus },
      },
    },
    () => undefined,
  )
  let leader: LeadersWorld | undefined
  let ends = 0
  const end = whileLeading(world, (given) => {
    leader = given
    return async () => void ends++
  })
  const led = await until(async () => leader, 'a leader')
  const accountId = newId()
  await led.database.query('insert into accounts (id, name) values ($1, $2)', [accountId, 'Верба'])
  const aim = { target: { conversationId: newId() }, what: {} }

  await assert.rejects(
    led.database.transaction(async (client) => {
      await client.query(`update accounts set name = 'Поздно' where id = $1`, [accountId])
      isSilent = true
      await until(async () => {
        // Not idle for longer than a transaction may be.
        await client.query('select')
        return !member.isLeading
      }, 'its silence')
    }),
    /away/,
  )
  for (const way of [led.database, led.around.database, led.parts.database, led.site.database]) {
    await assert.rejects(way.query('select'), /away/)
  }
  const told = [
    () => led.advance(accountId, aim),
    () => led.contacts.tell(accountId, aim.target.conversationId, { type: 'contact-changed' }),
    () => led.site.advance(accountId, aim),
  ]
  for (const tell of told) await assert.rejects(tell, /another one leads/)
  const { rows } = await database.query<{ name: string }>('select name from accounts')
  assert.deepEqual(rows, [{ name: 'Верба' }])
  await until(async () => ends === 1, 'its end')

  isSilent = false
  leader = undefined
  await until(async () => leader, 'the same, leading again')
  await end()
  await member.leave()
})
