import type { Conversation } from '@otklik/protocol'

import { isOfferedTo } from '../conversations/folder.ts'

/** What became of an offer to me; nothing while it stands, or when it became mine. */
export type Outcome = 'taken' | 'passed' | 'closed' | 'withdrawn'

/** `before` was offered to `me`; `now` is missing when it left what I may see. */
export function outcomeOf(
  before: Conversation,
  now: Conversation | undefined,
  { me, at }: { me: string; at: number },
): Outcome | undefined {
  if (!now) return 'withdrawn'
  if (isOfferedTo(now, me)) return undefined
  if (now.status === 'closed' || now.status === 'closing') return 'closed'
  if (now.status === 'assigned') return now.operatorId === me ? undefined : 'taken'
  return isOver(before, at) ? 'passed' : 'withdrawn'
}

/** Clocks differ by a little; an offer that ends within it has run out. */
const toleranceMs = 1500

function isOver({ offer }: Conversation, at: number): boolean {
  return offer !== undefined && Date.parse(offer.until) - at < toleranceMs
}

/** Of what remains, from 1 to 0; for the ring beside the seconds. */
export function shareLeft(offer: NonNullable<Conversation['offer']>, at: number): number {
  const [since, until] = [Date.parse(offer.since), Date.parse(offer.until)]
  if (until <= since) return 0
  return Math.min(1, Math.max(0, (until - at) / (until - since)))
}
