import { watchSafety } from './invariants.ts'
import {
  checkAbsences,
  checkLoads,
  checkNobodyForgotten,
  checkRouted,
  watchRouting,
} from './routing-invariants.ts'
import type { Reachability } from './situations.ts'
import { openSwarm } from './swarm.ts'
import type { World } from './world.ts'

const ACTS = 200

/** Runs one seed with every promise watched, and lets it come to rest. */
export function runSeed(seed: number, reachability?: Reachability): number {
  const { world, act } = openSwarm(seed)
  watchSafety(world)
  watchRouting(world)
  reachability?.watch(world)
  try {
    for (let k = 0; k < ACTS; k++) {
      act()
      checkLoads(world)
      if (!world.hasWakeUps) checkRouted(world)
      if (world.sweepsToCome === 0) checkNobodyForgotten(world)
    }
    rest(world)
  } catch (cause) {
    throw new Error(`seed ${seed} breaks a promise: add it to seeds.json`, { cause })
  }
  return world.steps
}

/** Nobody does anything any more: whatever was begun comes to an end. */
function rest(world: World): void {
  world.drain()
  world.passUntil(world.now + 5000)
  checkRouted(world)
  checkNobodyForgotten(world)
  checkAbsences(world)
  for (const { wakeAt } of world.open.values()) {
    if (wakeAt !== undefined && wakeAt <= world.now) throw new Error('L3: a deadline was not told')
  }
}

/** One seed after the other until so many steps were made. */
export function runSteps(
  steps: number,
  { from = 1, reachability }: { from?: number; reachability?: Reachability } = {},
): { steps: number; seeds: number } {
  let made = 0
  let seed = from
  while (made < steps) made += runSeed(seed++, reachability)
  return { steps: made, seeds: seed - from }
}

/** Everything that happens under a seed, as text, with the choices of routing among it. */
export function recordSeed(
  seed: number,
  {
    acts = ACTS,
    shiftMs = 0,
    prepare = () => {},
    between = () => {},
  }: {
    acts?: number
    shiftMs?: number
    prepare?(world: World): void
    between?(world: World): void
  } = {},
): string[] {
  const { world, act } = openSwarm(seed, shiftMs)
  const record: string[] = []
  prepare(world)
  world.watchers.push(({ trigger, result }) => record.push(JSON.stringify([trigger, result])))
  for (let k = 0; k < acts; k++) {
    act()
    between(world)
  }
  return record
}
