import type { FaultPlan } from './plan.ts'
import { type Mutant, mutants, seenBy } from './plants/edits.ts'
import { runFaults } from './run-faults.ts'
import { brokenIn, invariantOf } from './verdict.ts'

/** Where chance may pass a bug by, it gets another seed. */
const TRIES = 3

/** What shows some of them: the others show under a few kills. */
const telling: Partial<Record<Mutant, Partial<FaultPlan>>> = {
  'fsync-off': { blows: { 'power-cut': 4 } },
  'answer-before-commit': { blows: { kill: 12 } },
  'deadlines-in-memory': { blows: { kill: 10 } },
  'closing-text-apart': { blows: { kill: 10 }, closes: 0.5 },
}

/** Half of what a good server has to stand: a bug that shows seldom gets another try instead. */
export const planFor = (mutant: Mutant, plan: FaultPlan): FaultPlan => ({
  ...plan,
  mutant,
  inbound: 250,
  replies: 120,
  blows: { kill: 5 },
  ...telling[mutant],
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
      if (broken.some((promise) => promise.includes(`${seenBy[mutant]} `))) return broken
    } catch (error) {
      // It does not start any more, or never comes to rest: that is seen as well.
      return [`no end: ${(error as Error).message}`]
    }
  }
  return []
}
