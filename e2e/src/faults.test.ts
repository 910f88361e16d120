import assert from 'node:assert/strict'
import { test } from 'node:test'

import { runWell, shortPlan } from './faults/plans.ts'
import { lacksShim } from './faults/power/shim.ts'
import type { FaultRun } from './faults/report.ts'

const lacking = lacksShim()
let run: FaultRun

test('keeps its promises on every platform however it is struck', async () => {
  const { 'power-cut': _, 'disk-full': __, ...blows } = shortPlan.blows
  run = await runWell(lacking ? { ...shortPlan, blows } : shortPlan)
})

test('loses nothing acknowledged when the power is cut', { skip: lacking ?? false }, () => {
  assert.deepEqual(run.verdict['acknowledged and lost'], [])
  assert.ok((run.struck.counts.get('power-cut') ?? 0) > 0, 'the power was cut')
  assert.ok(run.struck.unsyncedWrites > 0, 'something was at stake')
})
