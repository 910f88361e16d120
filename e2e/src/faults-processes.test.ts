import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Struck } from './faults/nemesis.ts'
import { shortPlan } from './faults/plans.ts'
import { runFaults } from './faults/run-faults.ts'
import { countRefused, patience, takenOver } from './faults/taken-over.ts'
import type { Traffic } from './faults/traffic.ts'
import type { World } from './faults/world.ts'
import { until } from './kit/index.ts'

/** Dead after ten seconds, noticed within three, and a little for a machine that is busy. */
const TAKEN_OVER_MS = 15_000
const ENOUGH_REFUSED = 5

const took = new Map<string, number>()

test('loses and doubles nothing when an owner sleeps, another is killed, the database is away', async () => {
  const plan = {
    ...shortPlan,
    ...{ peopleEach: 4, inbound: 240, replies: 120, blows: {} },
    // Both ways of sending: to one that knows our keys, and to one that knows nothing.
    platforms: ['telegram', 'vk'] as const,
    faults: shortPlan.faults.filter(({ kind }) => ['duplicate', 'slow'].includes(kind)),
  }
  const { verdict } = await runFaults(plan, { processes: 2, strike })
  for (const [what, ms] of took) console.log(`${what}: taken over after ${Math.round(ms)} ms`)
  for (const [promise, cases] of Object.entries(verdict)) assert.deepEqual(cases, [], promise)
  for (const [what, ms] of took) assert.ok(ms < TAKEN_OVER_MS, `${what}: ${ms} ms`)
})

async function strike(world: World, traffic: Traffic): Promise<Struck> {
  const { cluster, databaseLink } = world.several!
  const [first, second] = cluster.processes
  traffic.share = 0.1
  await until(async () => traffic.accepted.length > 5, patience('replies'))

  // Asleep in the middle of its work, it does not know that it is followed by another.
  traffic.share = 0.25
  first!.freeze(true)
  took.set('asleep', await takenOver(world, 1))
  traffic.share = 0.4
  first!.freeze(false)
  await takenOver(world, 2)

  traffic.share = 0.5
  await traffic.nextAccepted()
  await cluster.killOne(second)
  took.set('killed', await takenOver(world, 1))
  const startMs = await cluster.start()

  traffic.share = 0.7
  await traffic.nextAccepted()
  databaseLink.cut()
  traffic.share = 0.9
  await until(async () => (await countRefused(world)) > ENOUGH_REFUSED, patience('refusals'))
  databaseLink.mend()
  traffic.share = 1
  return {
    counts: new Map([
      ['freeze', 1],
      ['kill', 1],
    ]),
    startsMs: [startMs],
    unsyncedWrites: 0,
  }
}
