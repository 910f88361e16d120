import type { Conversation } from '@otklik/protocol'

export function isOpen({ status }: Conversation): boolean {
  return isWaiting({ status }) || status === 'assigned' || status === 'bot'
}

/** Nobody has it yet: it is in a queue, or offered to somebody. */
export function isWaiting({ status }: Pick<Conversation, 'status'>): boolean {
  return status === 'queued' || status === 'offered'
}

/** «На удержании» or put off: it waits for its operator, and nobody is late with it. */
export function isAside({ status, heldSince, snoozedUntil }: Conversation): boolean {
  return status === 'assigned' && (heldSince !== undefined || snoozedUntil !== undefined)
}
