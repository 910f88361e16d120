import type { FaultPlan } from './plan.ts'
import { type Mutant, mutants } from './plants/edits.ts'
import { runFaults } from './run-faults.ts'
import { brokenIn, invariantOf } from './verdict.ts'

/** Where chance may pass a bug by, it gets another seed. */
const TRIES = 3

/** What shows some of them: the others show under a few kills. */
const telling: Partial<Record<Mutant, FaultPlan['blows']>> = {
  'fsync-off': { 'power-cut': 4 },
  'answer-before-commit': { kill: 12 },
  'deadlines-in-memory': { kill: 10 },
  'closing-text-apart': { kill: 10 },
}

/** Half of what a good server has to stand: a bug that shows seldom gets another try instead. */
export const planFor = (mutant: Mutant, plan: FaultPlan): FaultPlan => ({
  ...plan,
  mutant,
  inbound: 250,
  replies: 120,
  blows: telling[mutant] ?? { kill: 5 },
})

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
      const { verdict } = await runFaults(planFor(mutant, { ...plan, seed }))
      const broken = brokenIn(verdict).map((promise) => `${invariantOf(promise)} ${promise}`)
      if (broken.length > 0) return broken
    } catch (error) {
      // It cannot work any more, or never comes to rest: that is seen as well.
      return [`I4 ${(error as Error).message}`]
    }
  }
  return []
}
