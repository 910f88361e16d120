/** Until teams have norms of their own. */
const normMs = 5 * 60_000

export type Urgency = 'plain' | 'warn' | 'danger'

/** Plain under 60 % of the norm, a warning until it, danger after it. */
export function urgencyOf(waitedMs: number): Urgency {
  if (waitedMs >= normMs) return 'danger'
  return waitedMs >= normMs * 0.6 ? 'warn' : 'plain'
}
