import { askedAnew } from './asking.ts'
import { type Context, refused, type Step, unchanged } from './context.ts'
import { botOf, type Closed, type Conversation, holderOf, teamOf } from './conversation.ts'
import { plannedOver } from './planned-list.ts'
import * as ratings from './ratings.ts'
import type { Trigger } from './trigger.ts'
import { Turn } from './turn.ts'

type Of<Type extends Trigger['type']> = Extract<Trigger, { type: Type }>

/** A close takes effect after this long, so that it can be undone (D-36). */
export const UNDO_MS = 8000

export function asked(
  conversation: Conversation,
  { operator, mayCloseOthers, reason = 'operator' }: Of<'close-asked'>,
  context: Context,
): Step {
  const { holding } = conversation
  if (holding.status === 'closed') return refused(conversation, 'conversation-closed')
  if (holding.status === 'closing') return unchanged(conversation)
  const isOthers = holding.status === 'assigned' && holding.operatorId !== operator.id
  if (isOthers && !mayCloseOthers) {
    return refused(conversation, 'not-yours', { name: holding.operatorName })
  }
  if (reason === 'operator' && lacksTopic(conversation, context)) {
    return refused(conversation, 'topic-required')
  }
  // Undone, an offer is not open any more: it is asked for anew.
  const isOffered = holding.status === 'offered'
  const before = isOffered ? holding.from : holding
  const until = context.now + UNDO_MS
  return {
    conversation: {
      ...conversation,
      holding: { status: 'closing', until, by: operator, reason, before },
    },
    // Whoever was asked has a place free.
    effects: isOffered ? [{ type: 'wake-routing', reason: 'offer-over' }] : [],
  }
}

/** «Требовать тематику при закрытии»: of people; what closes by itself asks nobody. */
function lacksTopic(conversation: Conversation, { settings }: Context): boolean {
  if (conversation.topic !== undefined) return false
  return settings.labels?.needsTopic(teamOf(conversation.holding)) ?? false
}

/** By who closed it, or by who may act for others: a colleague's close is the colleague's. */
export function undone(
  conversation: Conversation,
  { operator, mayUndoOthers, lineId }: Of<'close-undone'>,
  context: Context,
): Step {
  const { holding } = conversation
  if (holding.status === 'closed') return refused(conversation, 'cannot-undo')
  if (holding.status !== 'closing') return unchanged(conversation)
  if (holding.by.id !== operator.id && !mayUndoOthers) {
    return refused(conversation, 'not-yours', { name: holding.by.name })
  }
  const turn = new Turn({ ...conversation, holding: holding.before }, context, lineId)
  askedAnew(turn)
  turn.wakeRouting('close-undone')
  return turn.end()
}

/** The customer wrote while it was closing: it stays open with whoever held it. */
export function interrupted(turn: Turn): void {
  const { holding } = turn.conversation
  if (holding.status !== 'closing') return
  turn.hold(holding.before)
  askedAnew(turn)
  turn.line('close-interrupted', { name: holding.by.name })
  turn.wakeRouting('close-interrupted')
}

/** The eight seconds are over. */
export function close(turn: Turn): void {
  const { holding } = turn.conversation
  if (holding.status !== 'closing') return
  const { until: at, by, reason } = holding
  const operatorId = holderOf(turn.conversation) ?? by.id
  end(turn, { status: 'closed', at, reason, operatorId }, { reason, name: by.name })
  if (reason === 'spam') turn.effects.push({ type: 'mark-as-spam' })
}

/** «Не спам»: it stays closed, and the next word of that address opens a conversation. */
export function notSpam(
  conversation: Conversation,
  { operator, lineId }: Of<'not-spam'>,
  context: Context,
): Step {
  const { holding } = conversation
  if (holding.status !== 'closed' || holding.reason !== 'spam') return unchanged(conversation)
  const turn = new Turn(
    { ...conversation, holding: { ...holding, reason: 'operator' } },
    context,
    lineId,
  )
  turn.line('not-spam', { name: operator.name })
  turn.effects.push({ type: 'unmark-as-spam' })
  return turn.end()
}

/** COM-72: both were silent for as long as the channel allows. */
export function inactive(turn: Turn, at: number): void {
  const { conversation, context } = turn
  const operatorId = holderOf(conversation)
  const bot = botOf(conversation)
  const hours = String(Math.round((context.rules.inactivityMs ?? 0) / 3_600_000))
  // Reported separately (D-07).
  const isUnanswered = conversation.owes === 'us'
  end(
    turn,
    {
      status: 'closed',
      at,
      reason: 'timeout',
      ...(operatorId && { operatorId }),
      ...(bot && { bot }),
    },
    { reason: 'timeout', hours, ...(isUnanswered && { unanswered: 'yes' }) },
  )
}

/** Nobody has to answer whoever we have blocked: it is over at once, and they are told nothing. */
export function barred(
  conversation: Conversation,
  { by, reason, lineId }: Of<'contact-barred'>,
  context: Context,
): Step {
  const { holding } = conversation
  if (holding.status === 'closed') return unchanged(conversation)
  const turn = new Turn(conversation, context, lineId)
  const operatorId = holderOf(conversation)
  const bot = botOf(conversation)
  end(
    turn,
    {
      status: 'closed',
      at: context.now,
      reason,
      ...(operatorId && { operatorId }),
      ...(bot && { bot }),
    },
    { reason, name: by.name },
  )
  return turn.end()
}

/** Whoever is told nothing when it is over. */
const isQuiet = ({ reason }: Closed): boolean => ['spam', 'barred', 'erased'].includes(reason)

/** The closing text follows the close (COM-41); nobody thanks for spam. */
export function end(turn: Turn, holding: Closed, parameters: Record<string, string>): void {
  const { closingText, closingTemplate } = turn.context.rules
  const teamId = teamOf(turn.conversation.holding)
  turn.line('closed', parameters, { at: holding.at })
  plannedOver(turn)
  turn.forget(
    ...(['waitingSince', 'escalatedAt', 'teamToldAt', 'silenceToldAt', 'idleFrom'] as const),
    ...(['choices', 'waived'] as const),
  )
  turn.hold({ ...holding, ...(teamId && { teamId }) })
  turn.change({ owes: 'nobody', unread: 0 })
  if (closingText !== undefined && !isQuiet(holding)) {
    turn.say(closingText, { approved: closingTemplate })
    // Its buttons ask for nothing here: whoever presses one begins anew.
    turn.forget('choices')
  }
  ratings.ask(turn, holding)
  turn.wakeRouting('closed')
}
