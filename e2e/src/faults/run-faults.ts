import { createRandom } from '../kit/index.ts'
import { check } from './check.ts'
import { gatherEvidence } from './evidence.ts'
import { Forger } from './forger.ts'
import { strikeRepeatedly } from './nemesis.ts'
import type { FaultPlan } from './plan.ts'
import type { Plant } from './plants/edits.ts'
import { allPlatforms, type Platform } from './platforms.ts'
import { becomeQuiet } from './quiet.ts'
import { type FaultRun, report } from './report.ts'
import { Traffic } from './traffic.ts'
import { openWorld } from './world.ts'

interface Way {
  platforms?: Platform[]
  /** More than one: several on one database. */
  processes?: number
  /** What happens while customers write. */
  strike?: typeof strikeRepeatedly
}

/** Plays a plan to its end, prints what came of it and returns the broken promises. */
export async function runFaults(plan: FaultPlan, way: Way = {}): Promise<FaultRun> {
  const startedAt = performance.now()
  const { peopleEach, timeScale } = plan
  const { platforms = allPlatforms, strike = strikeRepeatedly, ...several } = way
  const world = await openWorld({
    ...{ platforms, peopleEach, timeScale, ...several },
    hasRules: true,
    plants: plantsOf(plan),
  })
  let isGood = false
  try {
    // Two streams of choices, or the timing of one would change the choices of the other.
    const traffic = new Traffic(world, plan, createRandom(plan.seed))
    for (const company of world.companies) {
      for (const fault of plan.faults) await company.addFault(fault)
    }
    const forger = new Forger(world)
    const [struck] = await Promise.all([
      strike(world, traffic, plan, createRandom(plan.seed + 1)),
      traffic.run(),
      forger.run(traffic),
    ])
    const caughtUpMs = await becomeQuiet(world)
    const evidence = await gatherEvidence(world, { traffic, forger })
    const verdict = check(evidence)
    const tookMs = performance.now() - startedAt
    const run = { plan, evidence, verdict, struck, caughtUpMs, tookMs }
    console.log(report(run))
    isGood = Object.values(verdict).every((cases) => cases.length === 0)
    return run
  } finally {
    await world.close({ keepData: !isGood })
  }
}

/** What the blows and the report need, and the bug. */
function plantsOf({ blows, mutant }: FaultPlan): Plant[] {
  return [
    'open-log',
    ...(blows['power-cut'] || blows['disk-full'] ? (['power-shim'] as const) : []),
    ...(blows['clock-jump'] ? (['clock-ahead'] as const) : []),
    ...(mutant ? [mutant] : []),
  ]
}
