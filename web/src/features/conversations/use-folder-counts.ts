import { useMemo } from 'react'

import { useFeedState } from '../feed/index.ts'
import { useSession } from '../session/index.ts'
import { belongs, type Folder, fixedFolders } from './folder.ts'

const counted = fixedFolders.filter((folder) => folder !== 'closed')

/** How many open conversations each folder holds; closed ones are not counted. */
export function useFolderCounts(): ReadonlyMap<Folder, number> {
  const me = useSession().operator.id
  const conversations = useFeedState((state) => state.conversations)
  return useMemo(() => {
    const counts = new Map<Folder, number>()
    const add = (folder: Folder) => counts.set(folder, (counts.get(folder) ?? 0) + 1)
    for (const conversation of conversations.values()) {
      for (const folder of counted) if (belongs(conversation, folder, me)) add(folder)
      if (belongs(conversation, 'open', me)) add(`channel:${conversation.channelId}`)
    }
    return counts
  }, [conversations, me])
}
