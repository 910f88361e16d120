import { type Context, refused, type Step, unchanged } from './context.ts'
import { type Conversation, holderOf } from './conversation.ts'
import { line, note } from './say.ts'
import type { Trigger } from './trigger.ts'

type Of<Type extends Trigger['type']> = Extract<Trigger, { type: Type }>

/** «Взять в работу»: whoever comes second learns who came first. */
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
      return refused(conversation, 'already-taken', {
        name: holding.operatorName,
      })
    }
  }
  const noted = note(
    conversation,
    line(lineId, context.now, 'taken', { name: operator.name, operatorId: operator.id }),
  )
  return {
    conversation: {
      ...noted.conversation,
      holding: {
        status: 'assigned',
        operatorId: operator.id,
        operatorName: operator.name,
        since: context.now,
      },
    },
    effects: noted.effects,
  }
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
  if (holding.status === 'queued') return unchanged(conversation)
  if (holding.operatorId !== operator.id && !mayReturnOthers) {
    return refused(conversation, 'not-yours', { name: holding.operatorName })
  }
  const noted = note(conversation, line(lineId, context.now, 'returned', { name: operator.name }))
  return {
    conversation: {
      ...noted.conversation,
      holding: { status: 'queued', since: context.now },
    },
    effects: [...noted.effects, { type: 'wake-routing', reason: 'queued' }],
  }
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
