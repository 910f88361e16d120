import { useMemo } from 'react'

import { useFeedState } from '../feed/index.ts'
import { useSession } from '../session/index.ts'
import { type Folder, isOpen, isWaiting } from './folder.ts'

/** How many open conversations each folder holds; closed ones are not counted. */
export function useFolderCounts(): ReadonlyMap<Folder, number> {
  const me = useSession().operator.id
  const conversations = useFeedState((state) => state.conversations)
  return useMemo(() => {
    const counts = new Map<Folder, number>()
    const add = (folder: Folder) => counts.set(folder, (counts.get(folder) ?? 0) + 1)
    for (const conversation of conversations.values()) {
      if (!isOpen(conversation)) continue
      add('open')
      add(`channel:${conversation.channelId}`)
      if (conversation.owes === 'us') add('unanswered')
      if (isWaiting(conversation)) add('queue')
      else if (conversation.operatorId === me) add('mine')
    }
    return counts
  }, [conversations, me])
}
