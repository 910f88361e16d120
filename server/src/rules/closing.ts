import { type Context, refused, type Step, unchanged } from './context.ts'
import { type Conversation, holderOf } from './conversation.ts'
import type { Effect } from './effect.ts'
import { line, note } from './say.ts'
import type { Trigger } from './trigger.ts'

type Of<Type extends Trigger['type']> = Extract<Trigger, { type: Type }>

/** A close takes effect after this long, so that it can be undone (D-36). */
export const UNDO_MS = 8000

export function asked(
  conversation: Conversation,
  { operator, mayCloseOthers }: Of<'close-asked'>,
  context: Context,
): Step {
  const { holding } = conversation
  if (holding.status === 'closed') return refused(conversation, 'conversation-closed')
  if (holding.status === 'closing') return unchanged(conversation)
  const isOthers = holding.status === 'assigned' && holding.operatorId !== operator.id
  if (isOthers && !mayCloseOthers) {
    return refused(conversation, 'not-yours', { name: holding.operatorName })
  }
  return {
    conversation: {
      ...conversation,
      holding: { status: 'closing', until: context.now + UNDO_MS, by: operator, before: holding },
    },
    effects: [],
  }
}

export function undone(conversation: Conversation): Step {
  const { holding } = conversation
  if (holding.status === 'closed') return refused(conversation, 'cannot-undo')
  if (holding.status !== 'closing') return unchanged(conversation)
  return { conversation: { ...conversation, holding: holding.before }, effects: [] }
}

/** The customer wrote while it was closing: it stays open with whoever held it. */
export function interrupted(
  conversation: Conversation,
  lineId: string,
  context: Context,
): { conversation: Conversation; effects: Effect[] } {
  if (conversation.holding.status !== 'closing') return { conversation, effects: [] }
  const { before, by } = conversation.holding
  return note(
    { ...conversation, holding: before },
    line(lineId, context.now, 'close-interrupted', { name: by.name }),
  )
}

/** Whatever is due by now takes effect, at the time it was due. */
export function timePassed(conversation: Conversation, lineId: string, context: Context): Step {
  const { holding } = conversation
  if (holding.status !== 'closing' || holding.until > context.now) return unchanged(conversation)
  const operatorId = holderOf(conversation) ?? holding.by.id
  const noted = note(
    conversation,
    line(lineId, holding.until, 'closed', { reason: 'operator', name: holding.by.name }),
  )
  const { waitingSince: _, ...rest } = noted.conversation
  return {
    conversation: {
      ...rest,
      holding: { status: 'closed', at: holding.until, reason: 'operator', operatorId },
      owes: 'nobody',
      unread: 0,
    },
    effects: [...noted.effects, { type: 'wake-routing', reason: 'closed' }],
  }
}
