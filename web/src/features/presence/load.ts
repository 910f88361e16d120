import type { Conversation } from '@otklik/protocol'

/** How much of somebody's capacity is taken, as routing counts it. */
export function loadOf(conversations: Iterable<Conversation>, operatorId: string): number {
  let load = 0
  for (const conversation of conversations) {
    if (loads(conversation, operatorId)) load += conversation.weight
  }
  return load
}

/** What is offered to several takes nobody's place; what is on hold or put off takes none either. */
function loads(conversation: Conversation, operatorId: string): boolean {
  const { status, offer, heldSince, snoozedUntil } = conversation
  if (status === 'offered') {
    const [first, ...others] = offer?.operatorIds ?? []
    return first === operatorId && others.length === 0 && !offer?.isToAll
  }
  const isTaken = status === 'assigned' || status === 'closing'
  return isTaken && conversation.operatorId === operatorId && !heldSince && !snoozedUntil
}
