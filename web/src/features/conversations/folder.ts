import type { Conversation } from '@otklik/protocol'

export const fixedFolders = ['unanswered', 'mine', 'queue', 'open', 'closed'] as const
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
  return isWaiting({ status }) || status === 'assigned'
}

/** Nobody has it yet: it is in a queue, or offered to somebody. */
export function isWaiting({ status }: Pick<Conversation, 'status'>): boolean {
  return status === 'queued' || status === 'offered'
}

export function isUnanswered(conversation: Conversation): boolean {
  return isOpen(conversation) && conversation.owes === 'us'
}

/** `me` is the operator who looks. */
export function belongs(conversation: Conversation, folder: Folder, me: string): boolean {
  if (folder === 'closed') return conversation.status === 'closed'
  if (!isOpen(conversation)) return false
  switch (folder) {
    case 'unanswered':
      return conversation.owes === 'us'
    case 'mine':
      return conversation.status === 'assigned' && conversation.operatorId === me
    case 'queue':
      return isWaiting(conversation)
    case 'open':
      return true
    default:
      return conversation.channelId === channelOf(folder)
  }
}
