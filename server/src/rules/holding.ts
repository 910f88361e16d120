import { type Context, refused, type Step, unchanged } from './context.ts'
import {
  type Assigned,
  type Conversation,
  holderOf,
  isAside,
  type Person,
  waitingOf,
} from './conversation.ts'
import type { Refusal } from './effect.ts'
import { enqueue, everyonesQueue, queueBack, receiverQueue } from './receiving.ts'
import type { Trigger } from './trigger.ts'
import { Turn } from './turn.ts'
import { give, holderInLine } from './waiting.ts'

/** «Отложить» is for a while: what nobody wants to see for longer is closed (as D-08). */
export const MOST_SNOOZE_MS = 365 * 24 * 3_600_000

type Of<Type extends Trigger['type']> = Extract<Trigger, { type: Type }>

/**
 * «Взять в работу», and «Принять» for whom it is offered to: whoever comes second learns who came
 * first.
 */
export function taken(
  conversation: Conversation,
  { operator, lineId, mayTakeOver }: Of<'taken'>,
  context: Context,
): Step {
  const { holding } = conversation
  if (holding.status === 'closed' || holding.status === 'closing') {
    return refused(conversation, 'conversation-closed')
  }
  if (holding.status === 'assigned') {
    if (holding.operatorId === operator.id) return unchanged(conversation)
    if (!mayTakeOver) {
      return refused(conversation, 'already-taken', { name: holding.operatorName })
    }
  }
  const turn = new Turn(conversation, context, lineId)
  const waiting = waitingOf(conversation)
  if (waiting?.waitsForOpening) turn.change({ idleFrom: context.now })
  give(turn, operator, waiting)
  const isAccepted = holding.status === 'offered' && holding.to.some(({ id }) => id === operator.id)
  const code = isAccepted ? 'accepted' : 'taken'
  turn.line(code, { ...holderInLine(turn), name: operator.name, operatorId: operator.id })
  // Whoever held it until now, or was asked, has a place free.
  if (holding.status !== 'queued' && !isAccepted) turn.wakeRouting('taken-over')
  return turn.end()
}

/** Back to the queue, where its place is that of its age. */
export function returned(
  conversation: Conversation,
  { operator, lineId, mayReturnOthers }: Of<'returned'>,
  context: Context,
): Step {
  const { holding } = conversation
  if (holding.status === 'closed' || holding.status === 'closing') {
    return refused(conversation, 'conversation-closed')
  }
  if (holding.status !== 'assigned') return unchanged(conversation)
  if (holding.operatorId !== operator.id && !mayReturnOthers) {
    return refused(conversation, 'not-yours', { name: holding.operatorName })
  }
  const turn = new Turn(conversation, context, lineId)
  turn.line('returned', { name: operator.name, operatorId: operator.id })
  const { queue } = receiverQueue(context)
  // An own queue would give it back at once to the one who does not want it.
  const others = queue.kind === 'team' ? queue : everyonesQueue(context, 'return')
  enqueue(turn, queueBack(holding, context) ?? others, {
    refusals: [{ operatorId: holding.operatorId, at: context.now }],
  })
  return turn.end()
}

/** «На удержание», and back. */
export function held(
  conversation: Conversation,
  trigger: Of<'held' | 'resumed'>,
  context: Context,
): Step {
  const mine = actable(conversation, trigger)
  if ('refusal' in mine) return mine
  const { holding } = mine
  if (isAside(holding) === (trigger.type === 'held')) return unchanged(conversation)
  const turn = new Turn(conversation, context, trigger.lineId)
  if (trigger.type === 'held') turn.hold({ ...looked(holding), heldSince: context.now })
  else resume(turn, context.now)
  turn.line(trigger.type, { name: trigger.operator.name })
  turn.wakeRouting(trigger.type)
  return turn.end()
}

/** «Отложить до»: as on hold, until then. */
export function snoozed(
  conversation: Conversation,
  trigger: Of<'snoozed'>,
  context: Context,
): Step {
  const mine = actable(conversation, trigger)
  if ('refusal' in mine) return mine
  if (trigger.until <= context.now) return refused(conversation, 'in-the-past')
  if (trigger.until > context.now + MOST_SNOOZE_MS) return refused(conversation, 'too-far')
  const { heldSince: _, ...holding } = looked(mine.holding)
  const turn = new Turn(conversation, context, trigger.lineId)
  turn.hold({ ...holding, snoozedUntil: trigger.until })
  const until = new Date(trigger.until).toISOString()
  turn.line('snoozed', { name: trigger.operator.name, until })
  turn.wakeRouting('held')
  return turn.end()
}

/** Who puts it aside has looked at it: it is not taken away for want of an answer. */
export function looked({ answerUntil: _, from: __, ...holding }: Assigned): Assigned {
  return holding
}

export function snoozeOver(turn: Turn, at: number): void {
  resume(turn, at)
  turn.line('snooze-over', {}, { at })
}

/** The customer's word ends a pause: the answer is owed now. */
export function recalled(turn: Turn): void {
  const { holding } = turn.conversation
  if (holding.status !== 'assigned' || !isAside(holding)) return
  resume(turn, turn.context.now)
  turn.line('resumed')
}

/** It counts again, and its silence does from now on. */
function resume(turn: Turn, at: number): void {
  const { holding } = turn.conversation
  if (holding.status !== 'assigned') return
  const { heldSince: _, snoozedUntil: __, ...rest } = holding
  turn.hold(rest)
  turn.change({ idleFrom: at })
}

/** The operator's own, or anybody's for whom may reassign. */
export function actable(
  conversation: Conversation,
  { operator, mayActForOthers }: { operator: Person; mayActForOthers: boolean },
): { holding: Assigned } | (Step & { refusal: NonNullable<Step['refusal']> }) {
  const { holding } = conversation
  const no = (code: Refusal['code'], facts?: Record<string, string>) => ({
    conversation,
    effects: [],
    refusal: { code, ...(facts && { facts }) },
  })
  if (holding.status === 'closed' || holding.status === 'closing') return no('conversation-closed')
  if (holding.status !== 'assigned') return no('not-assigned')
  if (holding.operatorId !== operator.id && !mayActForOthers) {
    return no('not-yours', { name: holding.operatorName })
  }
  return { holding }
}

/** Only the one who holds it can have seen it: a passer-by does not make it read. */
export function seen(conversation: Conversation, { operatorId, seq }: Of<'seen'>): Step {
  if (conversation.unread === 0 || holderOf(conversation) !== operatorId) {
    return unchanged(conversation)
  }
  if (seq < (conversation.lastMessage?.seq ?? 0)) return unchanged(conversation)
  return { conversation: { ...conversation, unread: 0 }, effects: [] }
}

export function markedUnread(conversation: Conversation): Step {
  if (conversation.unread > 0 || conversation.holding.status === 'closed') {
    return unchanged(conversation)
  }
  return { conversation: { ...conversation, unread: 1 }, effects: [] }
}
