import { type Context, refused, type Step, unchanged } from './context.ts'
import { type Conversation, type Holding, isOpen } from './conversation.ts'
import { answered } from './operator.ts'
import { isKeptOut } from './reply-window.ts'
import type { ConversationName, Trigger } from './trigger.ts'
import { Turn } from './turn.ts'
import { waive } from './waiving.ts'

type Of<Type extends Trigger['type']> = Extract<Trigger, { type: Type }>

/** The company writes first: the conversation is whose word it began with. */
export function began(
  found: Conversation | undefined,
  { operator, message, lineId, from }: Of<'operator-began'>,
  context: Context,
): Step {
  const refusal = refusalToBegin(found, context)
  if (refusal) return refusal
  const { id: operatorId, name: operatorName } = operator
  const holding = { status: 'assigned', operatorId, operatorName, since: context.now } as const
  const turn = new Turn(begun(holding, context), context, lineId)
  if (isKeptOut(message, turn.conversation, context)) return refused(undefined, 'window-closed')
  if (from) turn.line('continues-from', inLine(from))
  tellBeginning(turn, { name: operatorName, operatorId })
  // Whoever writes to them wants to hear them.
  if (context.contact.isSpam) turn.effects.push({ type: 'unmark-as-spam' })
  turn.send(message)
  turn.conversation = answered(turn.conversation, context)
  return turn.end()
}

/**
 * D-35, where it came from: the answer is given elsewhere, so that none is owed here any more. Told
 * twice, it is said once.
 */
export function continuedElsewhere(
  conversation: Conversation,
  { operator, to, lineId }: Of<'continued-elsewhere'>,
  context: Context,
): Step {
  if (conversation.continuedIn === to.id) return unchanged(conversation)
  const turn = new Turn(conversation, context, lineId)
  turn.line('continued-elsewhere', { ...inLine(to), name: operator.name })
  turn.change({ continuedIn: to.id })
  const { holding, owes } = conversation
  const isOwn = holding.status === 'assigned' && holding.operatorId === operator.id
  if (isOwn && owes === 'us') waive(turn)
  return turn.end()
}

const inLine = ({ id, number, channel }: ConversationName) => ({
  id,
  number: String(number),
  channel,
})

/**
 * WA-12, WA-13: a bot sends an approved template to somebody who does not talk with us. It is closed
 * from the beginning, by the bot's name of now; what the customer answers opens another conversation.
 */
export function templateSent(
  found: Conversation | undefined,
  { bot, message, lineId }: Of<'bot-sent-template'>,
  context: Context,
): Step {
  const refusal = refusalToBegin(found, context)
  if (refusal) return refusal
  const { now } = context
  const holding = { status: 'closed', at: now, reason: 'outbound-template', bot } as const
  const turn = new Turn({ ...begun(holding, context), owes: 'nobody' }, context, lineId)
  tellBeginning(turn, { name: bot.name })
  turn.send(message)
  turn.forget('choices')
  turn.line('closed', { reason: 'outbound-template', name: bot.name })
  return turn.end()
}

function refusalToBegin(found: Conversation | undefined, context: Context): Step | undefined {
  if (found && isOpen(found)) return refused(found, 'already-open', { conversationId: found.id })
  if (!context.channel.isConnected) return refused(undefined, 'channel-disconnected')
  if (context.contact.isBlocking) return refused(undefined, 'contact-blocked')
  if (context.contact.isBarred) return refused(undefined, 'contact-barred')
  return undefined
}

function begun(holding: Holding, { newConversationId, previous, now }: Context): Conversation {
  return {
    id: newConversationId,
    kind: 'outbound',
    openedAt: now,
    ...(previous && { previousId: previous.id }),
    ...(previous?.replyUntil !== undefined && { replyUntil: previous.replyUntil }),
    holding,
    seq: 0,
    owes: 'customer',
    unread: 0,
    lastActivityAt: now,
  }
}

function tellBeginning(turn: Turn, who: Record<string, string>): void {
  const { previous } = turn.context
  if (previous) turn.line('continued', { id: previous.id, number: String(previous.number) })
  turn.line('began', who)
}
