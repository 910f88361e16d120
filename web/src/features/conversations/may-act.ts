import type { Conversation, Session } from '@otklik/protocol'

import { isAside, isOfferedTo, isOpen, isWaiting } from './folder.ts'

/** What a colleague holds is theirs to act on, unless one may reassign. */
export function mayActOn(
  { status, operatorId }: Conversation,
  { operator, permissions }: Session,
): boolean {
  const isHeldByOther = status === 'assigned' && operatorId !== operator.id
  return !isHeldByOther || permissions.includes('conversations.reassign')
}

export function mayClose(conversation: Conversation, session: Session): boolean {
  return session.permissions.includes('conversations.close') && mayActOn(conversation, session)
}

/** From a queue or from a bot; what is offered to oneself is accepted instead. */
export function mayTake(conversation: Conversation, session: Session): boolean {
  const { operator, permissions } = session
  if (isOfferedTo(conversation, operator.id)) return false
  const { status } = conversation
  if (isWaiting(conversation) || status === 'bot') return permissions.includes('conversations.take')
  const isHeldByOther = status === 'assigned' && conversation.operatorId !== operator.id
  return isHeldByOther && permissions.includes('conversations.reassign')
}

export function mayAccept(conversation: Conversation, { operator, permissions }: Session): boolean {
  return isOfferedTo(conversation, operator.id) && permissions.includes('conversations.take')
}

/** «Передать»: what nobody has yet as well as what one holds. */
export function mayTransfer(conversation: Conversation, session: Session): boolean {
  const canTake = session.permissions.includes('conversations.take')
  return canTake && isOpen(conversation) && mayActOn(conversation, session)
}

/** «На удержание», «Отложить»: only what somebody holds. */
export function mayPause(conversation: Conversation, session: Session): boolean {
  return mayTransfer(conversation, session) && conversation.status === 'assigned'
}

/** «Форма контактов»: where an answer could be written; under a post everybody would see the link. */
export function mayAskContacts(conversation: Conversation, session: Session): boolean {
  const { kind, status, operatorId, contact, isContactBlocking } = conversation
  const isHeldByOther = status === 'assigned' && operatorId !== session.operator.id
  const isReachable = !contact.isBarred && !isContactBlocking && kind !== 'comment'
  const canReply = session.permissions.includes('conversations.reply')
  return canReply && isReachable && isOpen(conversation) && !isHeldByOther
}

/** «Отметить неотвеченным»: a bot needs no mark to come back to. */
export function mayMark(conversation: Conversation, session: Session): boolean {
  return conversation.status !== 'bot' && mayActOn(conversation, session)
}

/** «Отвечать не нужно»: of what somebody holds and an answer is owed to. */
export function mayWaive(conversation: Conversation, session: Session): boolean {
  return mayPause(conversation, session) && conversation.owes === 'us'
}

export function mayResume(conversation: Conversation, session: Session): boolean {
  return mayPause(conversation, session) && isAside(conversation)
}

/** A transfer between people is undone; what a bot has begun or said is not. */
export function canTakeBack(
  { status, operatorId }: Conversation,
  to: { kind: 'operator' | 'team' | 'bot'; id: string },
): boolean {
  return status !== 'bot' && to.kind !== 'bot' && operatorId !== to.id
}
