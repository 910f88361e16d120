import { createRandom } from '../kit/index.ts'
import { check } from './check.ts'
import { gatherEvidence } from './evidence.ts'
import { Forger } from './forger.ts'
import { strikeRepeatedly } from './nemesis.ts'
import type { FaultPlan } from './plan.ts'
import type { Plant } from './plants/edits.ts'
import { type Platform, platforms } from './platforms.ts'
import { becomeQuiet } from './quiet.ts'
import { type FaultRun, report } from './report.ts'
import { Traffic } from './traffic.ts'
import { openWorld } from './world.ts'

interface Way {
  /** Where people write, if not where the plan says. */
  platforms?: Platform[]
  /** More than one: several on one database. */
  processes?: number
  natsNodes?: number
  hasStandby?: boolean
  /** What happens while customers write. */
  strike?: typeof strikeRepeatedly
}

/** Plays a plan to its end, prints what came of it and returns the broken promises. */
export async function runFaults(plan: FaultPlan, way: Way = {}): Promise<FaultRun> {
  const startedAt = performance.now()
  const { peopleEach, timeScale } = plan
  const { strike = strikeRepeatedly, platforms = platformsOf(plan), ...several } = way
  const world = await openWorld({
    ...{ platforms, peopleEach, timeScale, ...several },
    hasRules: true,
    plants: plantsOf(plan),
  })
  let isGood = false
  const openedAt = performance.now()
  // Two streams of choices, or the timing of one would change the choices of the other.
  const traffic = new Traffic(world, plan, createRandom(plan.seed))
  try {
    for (const company of world.companies) {
      for (const fault of plan.faults) await company.addFault(fault)
    }
    const forger = new Forger(world)
    const [struck] = await Promise.all([
      strike(world, traffic, plan, createRandom(plan.seed + 1)),
      traffic.run(),
      forger.run(traffic),
    ])
    const quietFrom = performance.now()
    const { caughtUpMs, unrest } = await becomeQuiet(world)
    const evidence = { ...(await gatherEvidence(world, { traffic, forger })), unrest }
    const verdict = check(evidence)
    const tookMs = {
      opening: openedAt - startedAt,
      striking: quietFrom - openedAt,
      resting: performance.now() - quietFrom,
    }
    const run = { plan, evidence, verdict, struck, caughtUpMs, tookMs }
    console.log(report(run))
    isGood = Object.values(verdict).every((cases) => cases.length === 0)
    return run
  } finally {
    traffic.end()
    await world.close({ keepData: !isGood && !plan.mutant })
  }
}

const platformsOf = ({ platforms: names }: FaultPlan) =>
  names ? names.map((name) => platforms[name]) : Object.values(platforms)

/** What the blows and the report need, and the bug. */
function plantsOf({ blows, mutant }: FaultPlan): Plant[] {
  return [
    'open-log',
    ...(blows['power-cut'] || blows['disk-full'] ? (['power-shim'] as const) : []),
    ...(blows['clock-jump'] ? (['clock-ahead'] as const) : []),
    ...(mutant ? [mutant] : []),
  ]
}
