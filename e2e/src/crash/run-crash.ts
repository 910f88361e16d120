import { createRandom, until } from '../kit/index.ts'
import { check } from './check.ts'
import { countBacklog, gatherEvidence } from './evidence.ts'
import { killRepeatedly } from './nemesis.ts'
import type { CrashPlan } from './plan.ts'
import { type CrashRun, report } from './report.ts'
import { Traffic } from './traffic.ts'
import { openWorld, type World } from './world.ts'

/** The platform comes again after a minute at most, and a lane waits for its deadline. */
const QUIET_MS = 150_000
/** A screen that is behind has this long to catch up. */
const CONVERGENCE_MS = 2000

/** Plays a plan to its end, prints what came of it and returns the broken promises. */
export async function runCrash(plan: CrashPlan): Promise<CrashRun> {
  const startedAt = performance.now()
  const world = await openWorld(plan.people)
  let isGood = false
  try {
    // Two streams of choices, or the timing of one would change the choices of the other.
    const traffic = new Traffic(world, plan, createRandom(plan.seed))
    for (const fault of plan.faults) await world.emulator.addFault(world.bot, fault)
    const [startsMs] = await Promise.all([
      killRepeatedly(world, traffic, plan, createRandom(plan.seed + 1)),
      traffic.run(),
    ])
    await becomeQuiet(world)
    const evidence = await gatherEvidence(world, traffic)
    const verdict = check(evidence)
    const run = { plan, evidence, verdict, startsMs, tookMs: performance.now() - startedAt }
    console.log(report(run))
    isGood = Object.values(verdict).every((cases) => cases.length === 0)
    return run
  } finally {
    await world.close({ keepData: !isGood })
  }
}

/** Faults end, everything under way arrives, and the screens have heard of all of it. */
async function becomeQuiet(world: World): Promise<void> {
  const { emulator, bot, client, replicas } = world
  await emulator.clearFaults(bot)
  await until(async () => (await emulator.countPending(bot)) === 0, {
    ...{ withinMs: QUIET_MS, everyMs: 100, what: 'the platform has brought everything' },
  })
  await until(async () => (await countBacklog(world)) === 0, {
    ...{ withinMs: QUIET_MS, everyMs: 100, what: 'the backlog is worked off' },
  })
  const { number } = await client.insist<{ number: number }>('GET', '/api/v1/snapshot')
  await until(async () => replicas.every((replica) => replica.number >= number), {
    ...{ withinMs: CONVERGENCE_MS, what: 'the screens have caught up' },
  })
}
