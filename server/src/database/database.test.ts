import assert from 'node:assert/strict'
import { before, test } from 'node:test'

import { createTestDatabase, until } from '../testing/index.ts'
import { type Database, isTransient } from './index.ts'

let database: Database
before(async () => {
  database = await createTestDatabase()
})

test('[H-32] outlives a connection lost between two queries of a transaction', async () => {
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
  test(`[H-32] takes ${code} for something that passes`, () => {
    assert.ok(isTransient(Object.assign(new Error('refused'), { code })))
  })
}

/** What leads to an account by a secret or a name, or is of all of them: every machine has it whole. */
const directory = new Set([
  'accounts',
  'api_keys',
  'company_sign_in_tries',
  'company_sign_ins',
  'installation',
  'invitations',
  'migrations',
  'password_resets',
  'platform_accounts',
  'processes',
  'recovery_codes',
  'second_factors',
  'sessions',
  'tracking_keys',
  'users',
  'webhook_keys',
])

interface Key {
  table: string
  name: string
  first: string
  leadsTo: string | null
}

test('has the account first in every key, so that an account can live on a machine of its own', async () => {
  const { rows } = await database.query<Key>(
    `select t.relname as table, i.relname as name, a.attname as first, null as "leadsTo"
     from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
     join pg_attribute a on a.attrelid = i.oid and a.attnum = 1
     where t.relnamespace = current_schema()::regnamespace and x.indisunique and not t.relispartition
     union all
     select t.relname, c.conname, a.attname, f.relname
     from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_class f on f.oid = c.confrelid
     join pg_attribute a on a.attrelid = t.oid and a.attnum = c.conkey[1]
     where c.contype = 'f' and t.relnamespace = current_schema()::regnamespace and c.conparentid = 0`,
  )
  const wrong = rows.filter(
    ({ table, first, leadsTo }) =>
      !directory.has(table) && first !== 'account_id' && !directory.has(leadsTo ?? ''),
  )
  assert.deepEqual(
    wrong.map(({ table, name, first }) => `${table}.${name} begins with ${first}`),
    [],
  )
})
