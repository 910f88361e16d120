import type { Fault } from './company.ts'
import type { Mutant } from './plants/edits.ts'
import type { PlatformName } from './platforms.ts'

/** What can happen to a server, beside what its platforms do to it. */
export type Blow =
  | 'kill'
  | 'end'
  | 'freeze'
  | 'database-kill'
  | 'partition'
  | 'clock-jump'
  | 'disk-full'
  | 'power-cut'

/** What happens in one run. The seed makes all choices but the machine's own timing. */
export interface FaultPlan {
  seed: number
  /** Where people write; everywhere, unless it says where. */
  platforms?: readonly PlatformName[]
  /** Customers of the company, at each of the platforms. */
  peopleEach: number
  /** Messages customers write, and replies they get, in all. */
  inbound: number
  replies: number
  /** So many of the replies are the last of their conversation. */
  closes: number
  /** How often the server is struck, and with what; the seed decides when. */
  blows: Partial<Record<Blow, number>>
  /** After this long there are no more of them: a slow machine proves less, and says so. */
  blowsWithinMs: number
  /** How long the server may live between its first promise after a start and the next blow. */
  livesMs: { least: number; most: number }
  /** How long it is frozen, cut off or without a disk. */
  pausesMs: { least: number; most: number }
  /** Real milliseconds per millisecond after which platforms come again with what failed. */
  timeScale: number
  /** What the platforms do wrong, as their stand-ins call it. */
  faults: Fault[]
  /** A bug to be planted: the run has to see it. */
  mutant?: Mutant | undefined
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
