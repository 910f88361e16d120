import { type Context, refused, type Step } from './context.ts'
import type { Ad, Conversation, FoundVisit, Visit } from './conversation.ts'
import type { Trigger } from './trigger.ts'
import { Turn } from './turn.ts'
import { showVisitNumber } from './visit-number.ts'

type Of<Type extends Trigger['type']> = Extract<Trigger, { type: Type }>

/**
 * The conversation is tied to the visit that its customer came from (WA-24). The first one stays; a
 * number that somebody else's messenger has brought before is only suggested, because it may have
 * been passed on.
 */
export function cameFrom(
  turn: Turn,
  { visit: found, ad }: { visit?: FoundVisit | undefined; ad?: Ad | undefined },
): void {
  if (ad && !turn.conversation.ad) turn.change({ ad })
  if (!found || turn.conversation.visit || found.until <= turn.context.now) return
  if (found.usedBy !== 'others') {
    tie(turn, found.visit)
    return
  }
  if (turn.conversation.suggestedVisit) return
  turn.change({ suggestedVisit: found.visit })
  turn.effects.push({ type: 'suggest-visit', visitId: found.visit.id })
}

/** Somebody of ours has looked, and says that it is this visit, or that it is not. */
export function decided(
  conversation: Conversation,
  { visit, isTheirs, operator, lineId }: Of<'visit-decided'>,
  context: Context,
): Step {
  if (conversation.visit) return refused(conversation, 'visit-known')
  const turn = new Turn(conversation, context, lineId)
  turn.forget('suggestedVisit')
  if (isTheirs) {
    const number = showVisitNumber(visit.number)
    turn.line('visit-confirmed', { name: operator.name, number, source: visit.source })
    turn.change({ visit })
    turn.effects.push({ type: 'tie-visit', visitId: visit.id, isConfirmed: true })
  }
  const { id: operatorId } = operator
  turn.effects.push({ type: 'decide-visit', visitId: visit.id, isTheirs, operatorId })
  return turn.end()
}

function tie(turn: Turn, visit: Visit): void {
  turn.change({ visit })
  turn.forget('suggestedVisit')
  turn.effects.push({ type: 'tie-visit', visitId: visit.id })
}
