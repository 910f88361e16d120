import type { FaultPlan } from './plan.ts'
import { type Mutant, mutants } from './plants/edits.ts'
import { runFaults } from './run-faults.ts'
import { brokenIn, invariantOf } from './verdict.ts'

/** Where chance may pass a bug by, it gets another seed. */
const TRIES = 3

/** What shows some of them: the others show under a few kills. */
const telling: Partial<Record<Mutant, FaultPlan['blows']>> = {
  'fsync-off': { 'power-cut': 5 },
  'answer-before-commit': { kill: 20 },
  'deadlines-in-memory': { kill: 12 },
  'closing-text-apart': { kill: 12 },
}

/** Plants each bug in turn, prints who saw it, and answers with those that nobody saw. */
export async function tryMutants(plan: FaultPlan): Promise<Mutant[]> {
  const all = Object.keys(mutants) as Mutant[]
  const lines: string[] = []
  const unseen: Mutant[] = []
  for (const mutant of all) {
    const seen = await whoSees(mutant, plan)
    if (seen.length === 0) unseen.push(mutant)
    lines.push(`${mutant.padEnd(28)}${seen.join('; ') || 'NOT SEEN'}`)
    console.log(`\n${lines.at(-1)}\n`)
  }
  console.log(`\n${all.length - unseen.length} of ${all.length} bugs were seen\n`)
  console.log(lines.join('\n'))
  return unseen
}

async function whoSees(mutant: Mutant, plan: FaultPlan): Promise<string[]> {
  for (let again = 0; again < TRIES; again++) {
    const seed = plan.seed + again
    try {
      const blows = telling[mutant] ?? { kill: 6 }
      const { verdict } = await runFaults({ ...plan, seed, blows, mutant })
      const broken = brokenIn(verdict).map((promise) => `${invariantOf(promise)} ${promise}`)
      if (broken.length > 0) return broken
    } catch (error) {
      // It cannot work any more, or never comes to rest: that is seen as well.
      return [`I4 ${(error as Error).message}`]
    }
  }
  return []
}
