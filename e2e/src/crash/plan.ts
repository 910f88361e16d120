/** What happens in one run. The seed makes all choices but the machine's own timing. */
export interface CrashPlan {
  seed: number
  people: number
  /** Messages customers write, and replies they get, in all. */
  inbound: number
  replies: number
  kills: number
  /** How long the server may live between its start and the next kill. */
  livesMs: { least: number; most: number }
  /** What the platform does wrong, as its stand-in calls it. */
  faults: { kind: string; [field: string]: unknown }[]
}

/** Marks say who wrote to whom and how manieth that was: nothing is told apart by anything else. */
export interface Mark {
  direction: 'in' | 'out'
  person: number
  count: number
}

export function writeMark({ direction, person, count }: Mark): string {
  return `⟦${direction}/${person}/${count}⟧`
}

export function readMark(text: string): Mark | undefined {
  const [, direction, person, count] = /⟦(in|out)\/(\d+)\/(\d+)⟧/.exec(text) ?? []
  if (direction !== 'in' && direction !== 'out') return undefined
  return { direction, person: Number(person), count: Number(count) }
}
