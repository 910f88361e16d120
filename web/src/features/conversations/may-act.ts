import type { Conversation, Session } from '@otklik/protocol'

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

export function mayTake({ status, operatorId }: Conversation, session: Session): boolean {
  const { operator, permissions } = session
  if (status === 'queued') return permissions.includes('conversations.take')
  const isHeldByOther = status === 'assigned' && operatorId !== operator.id
  return isHeldByOther && permissions.includes('conversations.reassign')
}
