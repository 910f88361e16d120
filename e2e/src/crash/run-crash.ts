import { createRandom, until } from '../kit/index.ts'
import { check } from './check.ts'
import { allSeenWellSince, countBacklog, gatherEvidence } from './evidence.ts'
import { killRepeatedly } from './nemesis.ts'
import type { CrashPlan } from './plan.ts'
import { allPlatforms } from './platforms.ts'
import { type CrashRun, report } from './report.ts'
import { Traffic } from './traffic.ts'
import { openWorld, type World } from './world.ts'

/** A lane waits for the deadline of its call, and longer after each that came to nothing. */
const QUIET_MS = 150_000
/** What a platform will come with again, it comes with now. */
const SOONER_MS = 600_000
const QUIET_LOOKS = 3
/** A screen that is behind has this long to catch up. */
const CONVERGENCE_MS = 2000

/** Plays a plan to its end, prints what came of it and returns the broken promises. */
export async function runCrash(plan: CrashPlan): Promise<CrashRun> {
  const startedAt = performance.now()
  const { peopleEach, timeScale } = plan
  const world = await openWorld({ platforms: allPlatforms, peopleEach, timeScale })
  let isGood = false
  try {
    // Two streams of choices, or the timing of one would change the choices of the other.
    const traffic = new Traffic(world, plan, createRandom(plan.seed))
    for (const company of world.companies) {
      for (const fault of plan.faults) await company.addFault(fault)
    }
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
  const { companies, client, replicas, server } = world
  for (const company of companies) await company.clearFaults()
  await everythingArrives(world)
  // Who called in vain too often calls no more, and is asked when a server starts.
  const diedAt = new Date()
  await server.kill()
  await server.start()
  await until(async () => ((await allSeenWellSince(world)) ?? diedAt) > diedAt, {
    ...{ withinMs: QUIET_MS, everyMs: 100, what: 'every channel is looked after' },
  })
  await everythingArrives(world)
  const { number } = await client.insist<{ number: number }>('GET', '/api/v1/snapshot')
  await until(async () => replicas.every((replica) => replica.number >= number), {
    ...{ withinMs: CONVERGENCE_MS, what: 'the screens have caught up' },
  })
}

/** Until nothing is on its way in either direction, several looks long: one causes the other. */
async function everythingArrives(world: World): Promise<void> {
  let quietLooks = 0
  let awaited: string[] = []
  await until(
    async () => {
      awaited = await listAwaited(world)
      if (awaited.length > 0) await world.emulators.advance(SOONER_MS)
      if ((await countBacklog(world)) > 0) awaited.push('our own backlog')
      quietLooks = awaited.length > 0 ? 0 : quietLooks + 1
      return quietLooks === QUIET_LOOKS
    },
    {
      ...{ withinMs: QUIET_MS, everyMs: 100 },
      what: () => `everything has arrived, but ${awaited.join(', ')}`,
    },
  )
}

/** The platforms that have something to bring yet. */
async function listAwaited({ companies }: World): Promise<string[]> {
  const counts = await Promise.all(companies.map((company) => company.countPending()))
  return companies.flatMap(({ platform }, at) =>
    counts[at] ? [`${counts[at]} of ${platform.id}`] : [],
  )
}
