/**
 * `npm run bench -- faults [--seed 7] [--long] [--blows power-cut=50,kill=10] [--within 600]`: strikes
 * a server of its own and prints what came of it. `--mutants [--only token-in-log,doubt]` plants twelve
 * bugs one after the other and says which promise saw each, and that nobody complains of none;
 * FAULT_MUTANT plants one of them.
 */
import { parseArgs } from 'node:util'

import { planFor, tryMutants } from './mutants.ts'
import type { Blow, FaultPlan } from './plan.ts'
import { longPlan, shortPlan } from './plans.ts'
import { editsOf, type Mutant } from './plants/edits.ts'
import { runFaults } from './run-faults.ts'
import { brokenIn } from './verdict.ts'

const { values: options } = parseArgs({
  options: {
    seed: { type: 'string' },
    long: { type: 'boolean', default: false },
    blows: { type: 'string' },
    /** Seconds after which there are no more blows. */
    within: { type: 'string' },
    mutants: { type: 'boolean', default: false },
    /** Of these, by name, or by name of the occasion without a bug. */
    only: { type: 'string' },
  },
})

const mutant = process.env.FAULT_MUTANT as Mutant | undefined
if (mutant) editsOf([mutant])
const given = options.long ? longPlan : shortPlan
const seed = Number(options.seed ?? given.seed)
const plan: FaultPlan = {
  ...(mutant ? planFor(mutant, seed) : given),
  seed,
  ...(options.blows && { blows: readBlows(options.blows) }),
  ...(options.within && { blowsWithinMs: Number(options.within) * 1000 }),
}

if (options.mutants) {
  const wrong = await tryMutants(seed, options.only?.split(','))
  if (wrong > 0) process.exitCode = 1
} else {
  const { verdict } = await runFaults(plan)
  if (brokenIn(verdict).length > 0) process.exitCode = 1
}
process.exit()

function readBlows(text: string): FaultPlan['blows'] {
  return Object.fromEntries(
    text.split(',').map((each) => {
      const [blow = '', count = '1'] = each.split('=')
      return [blow as Blow, Number(count)]
    }),
  )
}
