import assert from 'node:assert/strict'
import { test } from 'node:test'

import { runCrash } from './crash/run-crash.ts'

test('loses, doubles and reorders nothing when it is killed twenty times', async () => {
  const { verdict } = await runCrash({
    seed: Number(process.env.CRASH_SEED ?? 20),
    people: 24,
    inbound: 500,
    replies: 200,
    kills: 20,
    livesMs: { least: 50, most: 400 },
    faults: [
      { kind: 'duplicate', probability: 0.1, seed: 1 },
      { kind: 'reorder', probability: 0.05, ms: 300, seed: 2 },
      // A call that takes its time can be interrupted: the outcomes nobody knows come from here.
      { kind: 'slow', probability: 0.5, ms: 60, seed: 3, methods: ['sendMessage'] },
    ],
  })
  for (const [promise, cases] of Object.entries(verdict)) assert.deepEqual(cases, [], promise)
})
