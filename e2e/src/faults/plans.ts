import assert from 'node:assert/strict'

import type { FaultPlan } from './plan.ts'
import type { FaultRun } from './report.ts'
import { RETRY_AFTER_S } from './rules.ts'
import { runFaults } from './run-faults.ts'

/** For every test run: under a minute on a machine that has nothing else to do. */
export const shortPlan: FaultPlan = {
  seed: Number(process.env.FAULT_SEED ?? 20),
  peopleEach: 5,
  inbound: 450,
  replies: 225,
  closes: 0.1,
  blows: {
    ...{ kill: 9, end: 1, freeze: 1, partition: 2, 'database-kill': 1 },
    ...{ 'power-cut': 3, 'disk-full': 1 },
  },
  blowsWithinMs: 30_000,
  livesMs: { least: 50, most: 400 },
  pausesMs: { least: 200, most: 800 },
  timeScale: 0.02,
  faults: [
    { kind: 'duplicate', probability: 0.1, seed: 1 },
    { kind: 'reorder', probability: 0.05, ms: 300, seed: 2 },
    // Taken, and nobody hears of it: who has our key is asked again, and nobody else.
    { kind: 'answer-lost', probability: 0.08, seed: 3, isOfSending: true },
    { kind: 'too-many-requests', probability: 0.02, retryAfter: RETRY_AFTER_S, seed: 5 },
    // A call that takes its time can be interrupted: more outcomes nobody knows come from here.
    { kind: 'slow', probability: 0.5, ms: 60, seed: 4, isOfSending: true },
  ],
}

/** By command: ten times as much of everything. */
export const longPlan: FaultPlan = {
  ...shortPlan,
  seed: Number(process.env.FAULT_SEED ?? 30),
  peopleEach: 12,
  inbound: 5000,
  replies: 2500,
  blows: {
    ...{ kill: 30, end: 4, freeze: 4, partition: 8, 'database-kill': 4, 'clock-jump': 4 },
    ...{ 'power-cut': 10, 'disk-full': 4 },
  },
  blowsWithinMs: 600_000,
  livesMs: { least: 300, most: 1500 },
  pausesMs: { least: 500, most: 5000 },
  timeScale: 0.05,
}

/** Fails where a promise was broken, and says which. */
export async function runWell(plan: FaultPlan): Promise<FaultRun> {
  const run = await runFaults(plan)
  for (const [promise, cases] of Object.entries(run.verdict)) assert.deepEqual(cases, [], promise)
  return run
}
