import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

import type { Struck } from './faults/nemesis.ts'
import { shortPlan } from './faults/plans.ts'
import { platforms } from './faults/platforms.ts'
import { runFaults } from './faults/run-faults.ts'
import { countRefused, patience, takenOver } from './faults/taken-over.ts'
import type { Traffic } from './faults/traffic.ts'
import type { World } from './faults/world.ts'
import { lacksNats, until } from './kit/index.ts'

const AWAY_MS = 60_000
const TAKEN_OVER_MS = 15_000
/** Both ways of sending: to one that knows our keys, and to one that knows nothing. */
const twoPlatforms = [platforms.telegram, platforms.vk]
const plan = {
  ...shortPlan,
  ...{ peopleEach: 6, inbound: 200, replies: 90, blows: {} },
  // Who has left and writes no more can be answered by nobody.
  closes: 0.02,
  faults: shortPlan.faults.filter(({ kind }) => ['duplicate', 'slow'].includes(kind)),
}

type Way = Omit<Parameters<typeof runFaults>[1] & object, 'strike'>

async function losesNothing(
  way: Way,
  strike: (world: World, traffic: Traffic, startsMs: number[]) => Promise<void>,
): Promise<void> {
  const { verdict } = await runFaults(plan, {
    ...way,
    async strike(world, traffic): Promise<Struck> {
      const startsMs: number[] = []
      await strike(world, traffic, startsMs)
      traffic.share = 1
      return { counts: new Map([['kill', startsMs.length]]), startsMs, unsyncedWrites: 0 }
    },
  })
  for (const [promise, cases] of Object.entries(verdict)) assert.deepEqual(cases, [], promise)
}

test('loses nothing with two of three nodes of NATS', { skip: lacksNats() ?? false }, async () => {
  const way = { processes: 2, natsNodes: 3, platforms: twoPlatforms }
  await losesNothing(way, async ({ several }, traffic) => {
    for (const at of [0, 1]) {
      traffic.share = 0.3 * (at + 1)
      await traffic.nextAccepted()
      several!.nats!.kill(at)
      await traffic.nextAccepted()
    }
  })
})

test('goes on with the standby when the primary dies', async () => {
  const way = { processes: 2, hasStandby: true, platforms: twoPlatforms }
  await losesNothing(way, async ({ several }, traffic) => {
    traffic.share = 0.4
    await until(async () => traffic.accepted.length > 20, patience('replies'))
    traffic.share = 0.7
    await traffic.nextAccepted()
    await several!.failOver()
    await traffic.nextAccepted()
  })
})

test('outlives each of its processes, and a minute without its database', async () => {
  const way = { processes: 3, platforms: [...twoPlatforms, platforms.max] }
  await losesNothing(way, async (world, traffic, startsMs) => {
    const { cluster, databaseLink } = world.several!
    for (const [at, process] of cluster.processes.entries()) {
      traffic.share = 0.1 + at * 0.1
      await traffic.nextAccepted()
      await cluster.killOne(process)
      const tookMs = await takenOver(world, cluster.processes.length - 1)
      console.log(`process ${at + 1} was followed after ${Math.round(tookMs)} ms`)
      assert.ok(tookMs < TAKEN_OVER_MS, `${tookMs} ms`)
      startsMs.push(await cluster.start())
      await takenOver(world, cluster.processes.length)
    }
    traffic.share = 0.5
    await traffic.nextAccepted()
    databaseLink.cut()
    traffic.share = 0.8
    await sleep(AWAY_MS)
    const refused = await countRefused(world)
    console.log(`${refused} updates were answered with 503 in a minute without the database`)
    assert.ok(refused > 0)
    databaseLink.mend()
    await traffic.nextAccepted()
    const brought = await Promise.all(world.companies.map((company) => company.listBrought()))
    assert.ok(
      brought.flat().every(({ isGivenUp }) => !isGivenUp),
      'platforms come again',
    )
  })
})
