import * as autoReplies from './auto-replies.ts'
import * as bots from './bots.ts'
import { type Context, refused, type Step, unchanged } from './context.ts'
import { type Assigned, type Conversation, isOpen, type Person } from './conversation.ts'
import { formerTexts, type MessageDraft } from './message.ts'
import { plannedAs, withoutName, withoutPlanned } from './planned-list.ts'
import { isKeptOut } from './reply-window.ts'
import { add, change, offering } from './say.ts'
import type { Trigger } from './trigger.ts'
import { Turn } from './turn.ts'

type Of<Type extends Trigger['type']> = Extract<Trigger, { type: Type }>

/**
 * A reply goes to the customer; a note never does, so it is possible at any time. By the name of a
 * planned message it is that message, and leaves now instead: one name is said once.
 */
export function wrote(
  conversation: Conversation,
  { operator, message }: Of<'operator-wrote'>,
  context: Context,
): Step {
  if (message.kind === 'note') return noted(conversation, message)
  const { holding } = conversation
  if (holding.status === 'closed' || holding.status === 'closing') {
    return refused(conversation, 'conversation-closed')
  }
  if (!context.channel.isConnected) return refused(conversation, 'channel-disconnected')
  if (context.contact.isBlocking) return refused(conversation, 'contact-blocked')
  if (context.contact.isBarred) return refused(conversation, 'contact-barred')
  if (isKeptOut(message, conversation, context)) return refused(conversation, 'window-closed')
  // Taking raises somebody's load, so it happens under the routing lock and not here.
  if (holding.status !== 'assigned') return refused(conversation, 'needs-taking')
  if (holding.operatorId !== operator.id) {
    return refused(conversation, 'already-taken', {
      name: holding.operatorName,
    })
  }
  const planned = plannedAs(conversation, message.clientId)
  if (planned && planned.message.author.id !== operator.id) {
    return refused(conversation, 'not-yours', { name: planned.message.author.name })
  }
  const id = planned?.message.id ?? message.id
  const rest = planned ? withoutPlanned(conversation, planned) : conversation
  const said = add(rest, { ...message, id, status: 'queued' })
  return {
    conversation: answered(offering(said.conversation, said.message), context),
    effects: [
      { type: 'add-message', message: said.message },
      { type: 'send', message: said.message },
    ],
  }
}

/** What was promised to the customer by its name still leaves: the name is the note's now. */
function noted(conversation: Conversation, message: MessageDraft): Step {
  const planned = plannedAs(conversation, message.clientId)
  const said = add(planned ? withoutName(conversation, planned) : conversation, message)
  return {
    conversation: said.conversation,
    effects: [{ type: 'add-message', message: said.message }],
  }
}

/** Somebody of ours answered in the platform's own application: the customer has our word. */
export function answeredElsewhere(
  conversation: Conversation | undefined,
  draft: MessageDraft,
  context: Context,
): Step {
  if (!conversation || !isOpen(conversation)) return unchanged(conversation)
  const said = add(conversation, { ...draft, status: 'sent' })
  const turn = new Turn(answered(said.conversation, context), context, draft.id)
  turn.effects.push({ type: 'add-message', message: said.message })
  // A person speaks: the bot is silent from here on.
  bots.passedOver(turn)
  return turn.end()
}

/** The customer has our word: nothing automatic follows, and nothing is unread. */
export function answered(conversation: Conversation, context: Context): Conversation {
  const {
    waitingSince: _,
    waived: __,
    silenceToldAt: ___,
    ...rest
  } = autoReplies.ended(conversation)
  const { holding } = rest
  return {
    ...rest,
    ...(holding.status === 'assigned' && { holding: withoutAnswerWait(holding) }),
    owes: 'customer',
    isAnswered: true,
    unread: 0,
    lastActivityAt: context.now,
  }
}

function withoutAnswerWait({ answerUntil: _, from: __, ...holding }: Assigned): Assigned {
  return holding
}

/** Our transcript shows the new text at once; the old one is kept until the platform agrees. */
export function edited(
  conversation: Conversation,
  { operator, messageId, text, format }: Of<'operator-edited'>,
  context: Context,
): Step {
  const message = context.messages.get(messageId)
  if (!message || message.deletedAt !== undefined) return refused(conversation, 'not-found')
  if (message.author.id !== operator.id) return refused(conversation, 'cannot-edit')
  const { format: formerly, ...content } = message.content
  const isSame = JSON.stringify(formerly ?? []) === JSON.stringify(format ?? [])
  if (message.text === text && isSame) return unchanged(conversation)
  const isNote = message.kind === 'note'
  const isThere =
    message.status === 'sent' || message.status === 'delivered' || message.status === 'read'
  if (!isNote && !(context.channel.canEdit && context.channel.isConnected && isThere)) {
    return refused(conversation, 'cannot-edit')
  }
  const beforeEdit = message.content.beforeEdit ?? {
    text: message.text,
    ...(formerly && { format: formerly }),
    ...(message.editedAt !== undefined && { editedAt: message.editedAt }),
  }
  const changed = change(conversation, message, {
    text,
    editedAt: context.now,
    content: {
      ...content,
      ...(!isNote && format && { format }),
      ...formerTexts(message, text, context.now),
      ...(!isNote && { beforeEdit }),
    },
  })
  return {
    conversation: changed.conversation,
    effects: isNote
      ? [changed.effect]
      : [changed.effect, { type: 'amend', message: changed.message, as: 'edit' }],
  }
}

/** What has not left is withdrawn; what has arrived is taken back where the platform allows it. */
export function deleted(
  conversation: Conversation,
  { operator, messageId }: Of<'operator-deleted'>,
  context: Context,
): Step {
  const message = context.messages.get(messageId)
  if (!message || message.deletedAt !== undefined) return refused(conversation, 'not-found')
  if (message.author.id !== operator.id || context.isLeaving(messageId)) {
    return refused(conversation, 'cannot-delete')
  }
  const isThere =
    message.status === 'sent' || message.status === 'delivered' || message.status === 'read'
  const { sent = 0, unknown = 0 } = message.delivery ?? {}
  // Some of it arrived, or may have: to say that it is gone would be a lie.
  if (!isThere && sent + unknown > 0) return refused(conversation, 'cannot-delete')
  if (message.kind === 'note' || !isThere) {
    const { failure: _, ...kept } = message
    const changed = change(conversation, kept, {
      deletedAt: context.now,
      ...(message.kind === 'message' && { status: 'cancelled' as const }),
    })
    return {
      conversation: changed.conversation,
      effects: [changed.effect, { type: 'withdraw', messageId }],
    }
  }
  const { canDelete, deleteWithinMs, isConnected } = context.channel
  const isTooOld = deleteWithinMs !== undefined && context.now - message.at > deleteWithinMs
  if (!canDelete || !isConnected || isTooOld) return refused(conversation, 'cannot-delete')
  const changed = change(conversation, message, {
    content: { ...message.content, isBeingDeleted: true },
  })
  return {
    conversation: changed.conversation,
    effects: [changed.effect, { type: 'amend', message: changed.message, as: 'deletion' }],
  }
}

/** «Отправить ещё раз»: the operator decides what we must not decide ourselves. */
export function triedAgain(
  conversation: Conversation,
  { operator, messageId }: Of<'operator-tried-again'>,
  context: Context,
): Step {
  const message = context.messages.get(messageId)
  if (!message) return refused(conversation, 'not-found')
  if (message.status !== 'failed' && message.status !== 'unknown') {
    return refused(conversation, 'cannot-retry')
  }
  const { holding } = conversation
  if (holding.status === 'closed' || holding.status === 'closing') {
    return refused(conversation, 'conversation-closed')
  }
  const others = heldByOthers(conversation, operator)
  if (others) return others
  if (!context.channel.isConnected) return refused(conversation, 'channel-disconnected')
  if (context.contact.isBlocking) return refused(conversation, 'contact-blocked')
  if (isKeptOut(message, conversation, context)) return refused(conversation, 'window-closed')
  const { failure: _, ...kept } = message
  const changed = change(conversation, kept, {
    status: 'queued',
    ...(message.delivery && { delivery: { ...message.delivery, unknown: 0 } }),
  })
  return {
    conversation: changed.conversation,
    effects: [changed.effect, { type: 'send-again', messageId }],
  }
}

/** «Считать доставленным». */
export function countedAsSent(
  conversation: Conversation,
  { operator, messageId }: Of<'operator-counted-as-sent'>,
  context: Context,
): Step {
  const message = context.messages.get(messageId)
  if (!message) return refused(conversation, 'not-found')
  if (message.status !== 'unknown') return refused(conversation, 'cannot-retry')
  const others = heldByOthers(conversation, operator)
  if (others) return others
  const { failure: _, ...kept } = message
  const changed = change(conversation, kept, { status: 'sent' })
  return { conversation: changed.conversation, effects: [changed.effect] }
}

function heldByOthers(conversation: Conversation, operator: Person): Step | undefined {
  const { holding } = conversation
  if (holding.status !== 'assigned' || holding.operatorId === operator.id) return undefined
  return refused(conversation, 'not-yours', { name: holding.operatorName })
}
