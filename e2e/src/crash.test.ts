import assert from 'node:assert/strict'
import { test } from 'node:test'

import { runCrash } from './crash/run-crash.ts'

test('loses, doubles and reorders nothing on any platform when it is killed again and again', async () => {
  const { verdict } = await runCrash({
    seed: Number(process.env.CRASH_SEED ?? 20),
    peopleEach: 5,
    inbound: 600,
    replies: 300,
    kills: 20,
    livesMs: { least: 50, most: 400 },
    timeScale: 0.02,
    faults: [
      { kind: 'duplicate', probability: 0.1, seed: 1 },
      { kind: 'reorder', probability: 0.05, ms: 300, seed: 2 },
      // Taken, and nobody hears of it: who has our key is asked again, and nobody else.
      { kind: 'answer-lost', probability: 0.08, seed: 3, isOfSending: true },
      // A call that takes its time can be interrupted: more outcomes nobody knows come from here.
      { kind: 'slow', probability: 0.5, ms: 60, seed: 4, isOfSending: true },
    ],
  })
  for (const [promise, cases] of Object.entries(verdict)) assert.deepEqual(cases, [], promise)
})
