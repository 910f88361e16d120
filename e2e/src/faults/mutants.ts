import type { FaultPlan } from './plan.ts'
import { shortPlan } from './plans.ts'
import { type Mutant, mutants, seenBy } from './plants/edits.ts'
import { runFaults } from './run-faults.ts'
import { brokenIn, invariantOf } from './verdict.ts'

/** Where chance may pass a bug by, it gets another seed. */
const TRIES = 3

type Occasion = Omit<FaultPlan, 'seed'>

const small: Occasion = {
  ...shortPlan,
  // One that knows our keys and one that knows nothing: the others are like these.
  platforms: ['telegram', 'vk'],
  blows: {},
  closes: 0,
  faults: [{ kind: 'duplicate', probability: 0.2, seed: 1 }],
}

/** What bugs show under: a short run each, which a server without a bug has to stand as well. */
const occasions = {
  /** Few people say much, so that one conversation is told things from all sides at once. */
  'a crowd': { ...small, peopleEach: 2, inbound: 300, replies: 150, blows: { kill: 3 } },
  /** Platforms that are busy, or take what they are given and do not say so. */
  doubt: {
    ...small,
    ...{ peopleEach: 8, inbound: 60, replies: 100, blows: { kill: 3 } },
    faults: [
      { kind: 'answer-lost', probability: 0.3, seed: 3, isOfSending: true },
      { kind: 'too-many-requests', probability: 0.1, retryAfter: 3, seed: 5 },
    ],
  },
  /** Many are left without an answer, or leave, and the server does not live long enough. */
  deaths: {
    ...small,
    ...{ peopleEach: 25, inbound: 200, replies: 40, closes: 0.6, blows: { kill: 12 } },
    livesMs: { least: 100, most: 800 },
  },
  'power cuts': { ...small, peopleEach: 5, inbound: 150, replies: 60, blows: { 'power-cut': 5 } },
} satisfies Record<string, Occasion>

const occasionOf: Record<Mutant, keyof typeof occasions> = {
  'answer-before-commit': 'deaths',
  'known-by-looking-alone': 'a crowd',
  'new-key-per-try': 'doubt',
  'deadlines-in-memory': 'deaths',
  'published-before-commit': 'a crowd',
  'versions-not-compared': 'a crowd',
  'retry-after-ignored': 'doubt',
  'closing-text-apart': 'deaths',
  'sent-again-after-unknown': 'doubt',
  'auto-reply-not-cancelled': 'a crowd',
  'token-in-log': 'a crowd',
  'fsync-off': 'power cuts',
}

export const planFor = (mutant: Mutant, seed: number): FaultPlan => ({
  ...occasions[occasionOf[mutant]],
  ...{ mutant, seed },
})

/**
 * Plays each occasion without a bug, which nobody may complain of, and with each of the bugs that
 * show under it. Prints who saw them, and answers with the number of those that went wrong.
 */
export async function tryMutants(seed: number, only?: readonly string[]): Promise<number> {
  const wanted = (name: string) => !only || only.includes(name)
  const lines: string[] = []
  let wrong = 0
  const note = (name: string, isRight: boolean, seen: string[], other: string) => {
    if (!isRight) wrong++
    lines.push(`${name.padEnd(28)}${[isRight ? '' : other, ...seen].filter(Boolean).join('; ')}`)
    console.log(`\n${lines.at(-1)}\n`)
  }
  for (const [occasion, plan] of Object.entries(occasions)) {
    if (wanted(occasion)) {
      const broken = await seenUnder({ ...plan, seed })
      const name = `no bug, under ${occasion}`
      note(name, broken.length === 0, broken.length > 0 ? broken : ['nothing is seen'], 'ACCUSED')
    }
    for (const mutant of Object.keys(mutants).filter(wanted) as Mutant[]) {
      if (occasionOf[mutant] !== occasion) continue
      const seen = await whoSees(mutant, seed)
      note(mutant, isSeen(mutant, seen), seen, `NOT SEEN by ${seenBy[mutant]}`)
    }
  }
  console.log(`\n${lines.join('\n')}\n${lines.length - wrong} of ${lines.length} as it should be`)
  return wrong
}

const isSeen = (mutant: Mutant, seen: string[]) =>
  seen.some((promise) => promise.startsWith(`${seenBy[mutant]} `))

async function whoSees(mutant: Mutant, seed: number): Promise<string[]> {
  let seen: string[] = []
  for (let again = 0; again < TRIES && !isSeen(mutant, seen); again++) {
    seen = await seenUnder(planFor(mutant, seed + again))
  }
  return seen
}

/** The promises that were broken; a run that has no end has broken one as well, but says not which. */
async function seenUnder(plan: FaultPlan): Promise<string[]> {
  try {
    const { verdict } = await runFaults(plan)
    return brokenIn(verdict).map((promise) => `${invariantOf(promise)} ${promise}`)
  } catch (error) {
    const { message } = error as Error
    // Nobody signs out here: a session that is gone was acknowledged and lost.
    if (/"code":"signed-out"/.test(message)) return ['I1 acknowledged and lost: a session']
    return [`no end: ${message}`]
  }
}
