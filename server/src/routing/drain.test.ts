import assert from 'node:assert/strict'
import { test } from 'node:test'

import { createHints } from '../lib/hints.ts'
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
