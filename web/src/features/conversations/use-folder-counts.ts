import type { Conversation } from '@otklik/protocol'

import { useFeedState } from '../feed/index.ts'
import { isServed } from './conditions.ts'
import { belongs, type Folder, fixedFolders, isOfferedTo, isOpen } from './folder.ts'
import { type Reader, useReader } from './reader.ts'

export type FolderCounts = ReadonlyMap<Folder, number>
type Conversations = ReadonlyMap<string, Conversation>

const counted = fixedFolders.filter((folder) => folder !== 'closed' && folder !== 'spam')

/** How many open conversations each folder holds; closed ones are not counted. */
export function useFolderCounts(): FolderCounts {
  const reader = useReader()
  return countsOf(
    useFeedState((state) => state.conversations),
    reader,
  )
}

/** Asked for in several places of a page, of ten thousand conversations at most: counted once. */
let last: { conversations: Conversations; reader: Reader; counts: FolderCounts } | undefined

export function countsOf(conversations: Conversations, reader: Reader): FolderCounts {
  if (last?.conversations !== conversations || !isSame(last.reader, reader)) {
    last = { conversations, reader, counts: count(conversations, reader) }
  }
  return last.counts
}

const isSame = (a: Reader, b: Reader) =>
  a === b ||
  (a.me === b.me &&
    a.mentions === b.mentions &&
    a.now === b.now &&
    a.filters.size === b.filters.size &&
    [...a.filters].every(([id, conditions]) => b.filters.get(id) === conditions))

function count(conversations: Conversations, reader: Reader): FolderCounts {
  const counts = new Map<Folder, number>()
  const add = (folder: Folder) => counts.set(folder, (counts.get(folder) ?? 0) + 1)
  const filters = [...reader.filters].filter(([, conditions]) => !isServed(conditions))
  const filterFolders = filters.map(([id]) => `filter:${id}` as const)
  for (const conversation of conversations.values()) {
    for (const folder of counted) {
      // Everybody has mentions of long ago: the number is of those not seen.
      if (folder !== 'mentions' && belongs(conversation, folder, reader)) add(folder)
    }
    for (const folder of filterFolders) if (belongs(conversation, folder, reader)) add(folder)
    if (!isOpen(conversation) || isOfferedTo(conversation, reader.me)) continue
    add(`channel:${conversation.channelId}`)
    if (conversation.teamId) add(`team:${conversation.teamId}`)
    for (const tag of conversation.tags ?? []) add(`tag:${tag}`)
  }
  for (const [id, { unseen }] of reader.mentions) {
    if (unseen.size > 0 && conversations.has(id)) add('mentions')
  }
  return counts
}
