import assert from 'node:assert/strict'
import { test } from 'node:test'
import { v7 as newId } from 'uuid'

import { appendWakeUp } from '../database/index.ts'
import { createHints } from '../lib/hints.ts'
import { createCentreOfMany } from '../testing/centre-of-many.ts'
import { until } from '../testing/index.ts'
import { drainRouting } from './drain.ts'

test('an account that fails does not keep the others waiting', async () => {
  const drained: unknown[] = []
  const problems: object[] = []
  const client = {
    query: async (_text: string, [accountId]: unknown[]) => {
      if (accountId === 'failing') throw new Error('no')
      drained.push(accountId)
      return { rows: [] }
    },
  }
  const database = {
    query: async () => ({ rows: [{ account_id: 'failing' }, { account_id: 'other' }] }),
    transaction: (work: (using: typeof client) => Promise<unknown>) => work(client),
  }
  const loop = drainRouting({
    database: database as never,
    channels: {} as never,
    ruleSettings: {} as never,
    clock: { now: () => new Date(0) } as never,
    hints: createHints(),
    onProblem: (_problem, facts) => void problems.push(facts),
  })
  await until(() => drained.includes('other'), 'the other account', 2000)
  await loop.stop()
  assert.deepEqual(problems[0], { accountId: 'failing', error: 'Error: no' })
})

test('gives what is younger away after everything older, however much of it there is', async () => {
  const centre = await createCentreOfMany({ operators: 10, capacity: 0, workers: 1 })
  const { database, accountId, hints } = centre
  for (let count = 0; count < 220; count += 20) {
    const people = Array.from({ length: 20 }, (_, n) => `Клиент ${count + n}`)
    await Promise.all(people.map((person) => centre.says(centre.workers[0]!, person)))
    centre.clock.advance(1000)
  }
  await centre.quiet()
  // The youngest came by another channel: what is looked into is looked into by channel.
  const second = newId()
  for (const [table, id] of [
    ['channels', 'id'],
    ['channel_rules', 'channel_id'],
    ['threads', 'channel_id'],
  ]) {
    await database.query(
      `insert into ${table} select (jsonb_populate_record(t, jsonb_build_object('${id}', $2::text))).*
       from ${table} t where account_id = $1`,
      [accountId, second],
    )
  }
  await database.query(
    'update conversations set channel_id = $2 where account_id = $1 and number > 180',
    [accountId, second],
  )
  await centre.rule({ weight: 1 })
  await database.query('update operators set capacity = 16 where account_id = $1', [accountId])
  await appendWakeUp(database, accountId, 'more-waits')
  hints.send('wake-ups', accountId)
  await until(async () => (await centre.waiting()) === 60, '160 to be given out')
  const { rows } = await database.query<{ last: number }>(
    `select max(number)::integer as last from conversations where status = 'assigned'`,
  )
  assert.equal(rows[0]?.last, 160)
})
