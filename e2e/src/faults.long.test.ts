import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import { longPlan, runWell, shortPlan } from './faults/plans.ts'

/** One that failed is added, and stays. */
const seeds: number[] = JSON.parse(
  readFileSync(new URL('./faults/seeds.json', import.meta.url), 'utf8'),
)

for (const seed of seeds) {
  test(`keeps its promises under seed ${seed}`, async () => {
    await runWell({ ...shortPlan, seed, blowsWithinMs: longPlan.blowsWithinMs })
  })
}

test('keeps its promises under faults of all kinds for a long time', async () => {
  await runWell(longPlan)
})
