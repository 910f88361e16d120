/** One account's queue and roster, as the drain read them under the routing lock. */
export interface Pool {
  now: number
  waiting: { conversationId: string; since: number }[]
}

/** Whom a conversation goes to; each goes back through `step`, which alone changes conversations. */
export interface Decision {
  conversationId: string
  operatorId: string
}

/**
 * Knows one account's queue, operators and teams. Everybody shares one queue and takes by hand, so
 * there is nothing to decide yet; the drain around it already keeps the order of locks.
 */
export function route(_pool: Pool): Decision[] {
  return []
}
