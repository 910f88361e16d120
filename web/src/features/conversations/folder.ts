import type { Conversation } from '@otklik/protocol'

export const fixedFolders = [
  'unanswered',
  'mine',
  'queue',
  'bots',
  'held',
  'open',
  'closed',
] as const
export type FixedFolder = (typeof fixedFolders)[number]
export type Folder = FixedFolder | `channel:${string}`

export const firstFolder: Folder = 'open'

export function folderFrom(text: string | undefined): Folder {
  const fixed = fixedFolders.find((folder) => folder === text)
  if (fixed) return fixed
  return text?.startsWith('channel:') ? (text as Folder) : firstFolder
}

export function channelOf(folder: Folder): string | undefined {
  return folder.startsWith('channel:') ? folder.slice('channel:'.length) : undefined
}

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

export function isUnanswered(conversation: Conversation): boolean {
  const { status, owes } = conversation
  return isOpen(conversation) && status !== 'bot' && owes === 'us' && !isAside(conversation)
}

/** It has a card of its own over the list, until it is accepted or goes to somebody else. */
export function isOfferedTo({ status, offer }: Conversation, operatorId: string): boolean {
  return status === 'offered' && (offer?.operatorIds.includes(operatorId) ?? false)
}

/** `me` is the operator who looks. */
export function belongs(conversation: Conversation, folder: Folder, me: string): boolean {
  if (folder === 'closed') return conversation.status === 'closed'
  if (!isOpen(conversation) || isOfferedTo(conversation, me)) return false
  switch (folder) {
    case 'unanswered':
      return isUnanswered(conversation)
    case 'mine':
      return isHeldBy(conversation, me)
    case 'queue':
      return isWaiting(conversation)
    case 'bots':
      return conversation.status === 'bot'
    case 'held':
      return isAside(conversation) && isHeldBy(conversation, me)
    case 'open':
      return true
    default:
      return conversation.channelId === channelOf(folder)
  }
}

export function isHeldBy({ status, operatorId }: Conversation, who: string): boolean {
  return status === 'assigned' && operatorId === who
}
