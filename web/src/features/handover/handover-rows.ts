import type { Conversation } from '@otklik/protocol'

import { isAside, isOpen } from '../conversations/folder.ts'
import { byWaiting } from '../conversations/order.ts'

export type HandoverGroup = 'waiting' | 'answered' | 'aside'

export interface HandoverRows {
  name: HandoverGroup
  conversations: readonly Conversation[]
}

/** What somebody who leaves would leave behind; what waits for them alone as well. */
export function heldBy(conversations: Iterable<Conversation>, operatorId: string): Conversation[] {
  return [...conversations].filter(
    (each) =>
      isOpen(each) &&
      each.status !== 'closing' &&
      (each.status === 'assigned'
        ? each.operatorId === operatorId
        : each.awaitedOperatorId === operatorId),
  )
}

export function handoverGroups(held: readonly Conversation[]): HandoverRows[] {
  const groupOf = (each: Conversation): HandoverGroup => {
    if (isAside(each)) return 'aside'
    return each.owes === 'us' ? 'waiting' : 'answered'
  }
  return (['waiting', 'answered', 'aside'] as const)
    .map((name) => ({
      name,
      conversations: held.filter((each) => groupOf(each) === name).sort(byWaiting),
    }))
    .filter(({ conversations }) => conversations.length > 0)
}
