import { test } from 'node:test'

import { longPlan, runWell } from './faults/plans.ts'

test('keeps its promises under faults of all kinds for a long time', async () => {
  await runWell(longPlan)
})
