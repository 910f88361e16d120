import assert from 'node:assert/strict'
import { before, test } from 'node:test'

import { createTestDatabase, until } from '../testing/index.ts'
import { type Database, isTransient } from './index.ts'

let database: Database
before(async () => {
  database = await createTestDatabase()
})

test('outlives a connection lost between two queries of a transaction', async () => {
  const lost = database.transaction(async (client) => {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
    const pid = rows[0]?.pid
    await database.query('select pg_terminate_backend($1)', [pid])
    await until(async () => {
      const left = await database.query('select from pg_stat_activity where pid = $1', [pid])
      return left.rowCount === 0
    }, 'the end of the backend')
    // The loss is told by an event, which must find somebody listening.
    await new Promise((resolve) => setTimeout(resolve, 50))
    await client.query('select 1')
  })
  await assert.rejects(lost, (error) => isTransient(error))
  const { rows } = await database.query<{ one: number }>('select 1 as one')
  assert.deepEqual(rows, [{ one: 1 }])
})

test('leaves no listener on a client after a transaction', async () => {
  const count = async () => {
    const client = await database.pool.connect()
    const listeners = client.listenerCount('error')
    client.release()
    return listeners
  }
  const first = await count()
  for (let i = 0; i < 3; i++) await database.transaction((client) => client.query('select 1'))
  assert.equal(await count(), first)
})

for (const code of ['25P03', '57014', '53300', '53100', 'ETIMEDOUT', 'EAI_AGAIN', 'ENOTFOUND']) {
  test(`takes ${code} for something that passes`, () => {
    assert.ok(isTransient(Object.assign(new Error('refused'), { code })))
  })
}
