import type { Fault } from './company.ts'

/** What happens in one run. The seed makes all choices but the machine's own timing. */
export interface CrashPlan {
  seed: number
  /** Customers of the company, at each of the platforms. */
  peopleEach: number
  /** Messages customers write, and replies they get, in all. */
  inbound: number
  replies: number
  kills: number
  /** How long the server may live between its start and the next kill. */
  livesMs: { least: number; most: number }
  /** Real milliseconds per millisecond after which platforms come again with what failed. */
  timeScale: number
  /** What the platforms do wrong, as their stand-ins call it. */
  faults: Fault[]
}

/** Marks say who wrote to whom and how manieth that was: nothing is told apart by anything else. */
export interface Mark {
  direction: 'in' | 'out'
  /** Where, and who there: `vk:210700286`. */
  person: string
  count: number
}

export function writeMark({ direction, person, count }: Mark): string {
  return `⟦${direction}/${person}/${count}⟧`
}

export function readMark(text: string): Mark | undefined {
  const [, direction, person, count] = /⟦(in|out)\/([^/⟧]+)\/(\d+)⟧/.exec(text) ?? []
  if (!person || (direction !== 'in' && direction !== 'out')) return undefined
  return { direction, person, count: Number(count) }
}
