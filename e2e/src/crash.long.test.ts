import assert from 'node:assert/strict'
import { test } from 'node:test'

import { runCrash } from './crash/run-crash.ts'

test('loses, doubles and reorders nothing under faults of all kinds', async () => {
  const { verdict } = await runCrash({
    seed: Number(process.env.CRASH_SEED ?? 30),
    peopleEach: 12,
    inbound: 5000,
    replies: 2500,
    kills: 32,
    livesMs: { least: 300, most: 1500 },
    timeScale: 0.05,
    faults: [
      { kind: 'duplicate', probability: 0.1, seed: 1 },
      { kind: 'reorder', probability: 0.05, ms: 300, seed: 2 },
      // Taken, and nobody hears of it; not taken, and told so; taken slowly.
      { kind: 'answer-lost', probability: 0.05, seed: 3, isOfSending: true },
      { kind: 'too-many-requests', probability: 0.02, retryAfter: 1, seed: 4 },
      { kind: 'slow', probability: 0.3, ms: 60, seed: 5, isOfSending: true },
    ],
  })
  for (const [promise, cases] of Object.entries(verdict)) assert.deepEqual(cases, [], promise)
})
