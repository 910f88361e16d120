import { test } from 'node:test'

import { runSteps } from '../testing/simulation/run.ts'

const steps = Number(process.env.SIMULATION_STEPS ?? 20_000_000)
const from = Number(process.env.SIMULATION_SEED ?? 100_000)

test('keeps its promises for a long time', { timeout: 24 * 3_600_000 }, (t) => {
  const startedAt = performance.now()
  const made = runSteps(steps, { from })
  const rate = Math.round((made.steps / (performance.now() - startedAt)) * 1000)
  t.diagnostic(`${made.steps} steps of ${made.seeds} seeds from ${from}, ${rate} a second`)
})
