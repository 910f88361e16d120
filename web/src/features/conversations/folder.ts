import type { Conversation } from '@otklik/protocol'

import { fulfils } from './conditions.ts'
import type { Reader } from './reader.ts'
import { isAside, isOpen, isWaiting } from './standing.ts'

export { isAside, isOpen, isWaiting }

export const fixedFolders = [
  'unanswered',
  'mine',
  'queue',
  'mentions',
  'snoozed',
  'held',
  'bots',
  'open',
  'closed',
  'spam',
] as const
export type FixedFolder = (typeof fixedFolders)[number]
const groupings = ['channel', 'team', 'tag', 'filter'] as const
export type Grouping = (typeof groupings)[number]
export type Folder = FixedFolder | `${Grouping}:${string}`

export const firstFolder: Folder = 'open'

export function folderFrom(text: string | undefined): Folder {
  const fixed = fixedFolders.find((folder) => folder === text)
  if (fixed) return fixed
  return groupings.some((each) => text?.startsWith(`${each}:`)) ? (text as Folder) : firstFolder
}

/** What the folder is of: a channel's id, a tag; undefined for another kind of folder. */
export function subjectOf(folder: Folder, grouping: Grouping): string | undefined {
  return folder.startsWith(`${grouping}:`) ? folder.slice(grouping.length + 1) : undefined
}

export function isUnanswered(conversation: Conversation): boolean {
  const { status, owes } = conversation
  return isOpen(conversation) && status !== 'bot' && owes === 'us' && !isAside(conversation)
}

/** It has a card of its own over the list, until it is accepted or goes to somebody else. */
export function isOfferedTo({ status, offer }: Conversation, operatorId: string): boolean {
  return status === 'offered' && (offer?.operatorIds.includes(operatorId) ?? false)
}

export function belongs(conversation: Conversation, folder: Folder, reader: Reader): boolean {
  const { me, filters } = reader
  const { status, closeReason, id } = conversation
  const conditions = filters.get(subjectOf(folder, 'filter') ?? '')
  if (conditions) {
    return !isOfferedTo(conversation, me) && fulfils(conversation, conditions, reader)
  }
  if (folder === 'closed') return status === 'closed' && closeReason !== 'spam'
  if (folder === 'spam') return status === 'closed' && closeReason === 'spam'
  if (folder === 'mentions' && reader.mentions.get(id)?.unseen.size) return true
  if (!isOpen(conversation) || isOfferedTo(conversation, me)) return false
  switch (folder) {
    case 'unanswered':
      return isUnanswered(conversation)
    case 'mine':
      return isHeldBy(conversation, me)
    case 'queue':
      return isWaiting(conversation)
    case 'mentions':
      return reader.mentions.has(id)
    case 'bots':
      return status === 'bot'
    case 'held':
      return conversation.heldSince !== undefined && isHeldBy(conversation, me)
    case 'snoozed':
      return conversation.snoozedUntil !== undefined && isHeldBy(conversation, me)
    case 'open':
      return true
    default:
      return isOf(conversation, folder)
  }
}

function isOf({ channelId, teamId, tags = [] }: Conversation, folder: Folder): boolean {
  const tag = subjectOf(folder, 'tag')
  if (tag !== undefined) return tags.includes(tag)
  return channelId === subjectOf(folder, 'channel') || teamId === (subjectOf(folder, 'team') ?? '')
}

export function isHeldBy({ status, operatorId }: Conversation, who: string): boolean {
  return status === 'assigned' && operatorId === who
}
