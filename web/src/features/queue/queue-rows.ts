import type { Conversation } from '@otklik/protocol'

import { isAside, isOfferedTo, isOpen, isWaiting } from '../conversations/folder.ts'
import { byWaiting } from '../conversations/order.ts'

export type QueueGroupName = 'waiting' | 'handled' | 'aside'

export interface QueueGroup {
  readonly name: QueueGroupName
  readonly conversations: readonly Conversation[]
}

export interface QueueFilter {
  teamId?: string | undefined
  channelId?: string | undefined
  /** What is offered to the reader stands over the table already. */
  notOfferedTo?: string | undefined
}

/** Who waits stands first, important customers and then the oldest at the top: so the queue is worked off (product §4). */
export function queueGroups(
  conversations: Iterable<Conversation>,
  filter: QueueFilter,
): QueueGroup[] {
  const shown = [...conversations].filter((each) => isOpen(each) && matches(each, filter))
  const groups: QueueGroup[] = [
    { name: 'waiting', conversations: shown.filter(isWaiting).sort(byImportance) },
    { name: 'handled', conversations: shown.filter(isHandled).sort(byOwed) },
    { name: 'aside', conversations: shown.filter(isAside).sort(byAge) },
  ]
  return groups.filter(({ conversations: { length } }) => length > 0)
}

function isHandled(conversation: Conversation): boolean {
  return conversation.status === 'assigned' && !isAside(conversation)
}

function matches(
  conversation: Conversation,
  { teamId, channelId, notOfferedTo }: QueueFilter,
): boolean {
  return (
    !(notOfferedTo && isOfferedTo(conversation, notOfferedTo)) &&
    (!teamId || conversation.teamId === teamId) &&
    (!channelId || conversation.channelId === channelId)
  )
}

const byImportance = (a: Conversation, b: Conversation): number =>
  Number(b.contact.isVip ?? false) - Number(a.contact.isVip ?? false) || byAge(a, b)

function byAge(a: Conversation, b: Conversation): number {
  return Date.parse(a.openedAt) - Date.parse(b.openedAt) || a.number - b.number
}

/** Those whose customer waits for us first; the others keep their places by age. */
function byOwed(a: Conversation, b: Conversation): number {
  const owed = Number(b.owes === 'us') - Number(a.owes === 'us')
  return owed || (a.owes === 'us' ? byWaiting(a, b) : byAge(a, b))
}
