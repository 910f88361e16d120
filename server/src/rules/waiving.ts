import { ended } from './auto-replies.ts'
import { type Context, type Step, unchanged } from './context.ts'
import type { Conversation } from './conversation.ts'
import { actable, looked } from './holding.ts'
import type { Trigger } from './trigger.ts'
import { Turn } from './turn.ts'

/**
 * «Отвечать не нужно»: a «спасибо» asks for nothing. Nobody owes a word until the customer writes
 * again; and thinking better of it, which waits from when it waited.
 */
export function waived(
  conversation: Conversation,
  trigger: Extract<Trigger, { type: 'answer-waived' | 'answer-owed' }>,
  context: Context,
): Step {
  const mine = actable(conversation, trigger)
  if ('refusal' in mine) return mine
  const turn = new Turn(conversation, context, trigger.lineId)
  if (trigger.type === 'answer-waived') {
    if (conversation.owes !== 'us') return unchanged(conversation)
    waive(turn)
  } else {
    if (!conversation.waived) return unchanged(conversation)
    turn.forget('waived')
    turn.change({ owes: 'us', ...conversation.waived })
  }
  turn.line(trigger.type, { name: trigger.operator.name })
  return turn.end()
}

/** No answer is owed, so that none is missed, and nothing automatic answers in our place. */
export function waive(turn: Turn): void {
  const { waitingSince, unread, holding } = turn.conversation
  turn.conversation = ended(turn.conversation)
  turn.forget('waitingSince')
  if (holding.status === 'assigned') turn.hold(looked(holding))
  turn.change({
    owes: 'nobody',
    unread: 0,
    waived: { unread, ...(waitingSince !== undefined && { waitingSince }) },
  })
}
