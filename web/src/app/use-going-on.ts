import { useEffect, useMemo, useRef } from 'react'

import type { ConversationActs } from '../features/conversation/index.ts'
import { type Folder, groupsOf, useListOrder, useReader } from '../features/conversations/index.ts'
import { useFeed } from '../features/feed/index.ts'
import { useWorkplaceView } from '../features/session/index.ts'

interface Going {
  folder: Folder
  openId: string | undefined
  open: (id: string) => void
}

/** «Закрыть и к следующему»: what follows in the list opens once this one is closing. */
export function useGoingOn(acts: ConversationActs, { folder, openId, open }: Going) {
  const feed = useFeed()
  const reader = useReader()
  const [order] = useListOrder(folder)
  const [{ goesOnAfterClosing = false }] = useWorkplaceView()
  const shown = useRef(openId)
  useEffect(() => {
    shown.current = openId
    return () => {
      shown.current = undefined
    }
  }, [openId])
  return useMemo<ConversationActs>(() => {
    if (!goesOnAfterClosing) return acts
    const nextTo = (id: string) => {
      const shown = feed.state.get().conversations.values()
      const ids = groupsOf(shown, { folder, reader, order }).flatMap((group) => group.ids)
      const at = ids.indexOf(id)
      // The last of the list is followed by the first.
      return ids[at + 1] ?? ids.find((each) => each !== id)
    }
    const goingOn = (id: string, then?: () => void) => {
      const next = id === openId ? nextTo(id) : undefined
      return () => {
        then?.()
        // An answer may take a while to leave: whoever is elsewhere by then stays there.
        if (next && shown.current === id) open(next)
      }
    }
    return {
      ...acts,
      close: (id, then) => acts.close(id, goingOn(id, then)),
      closeAsSpam: (id, then) => acts.closeAsSpam(id, goingOn(id, then)),
    }
  }, [acts, feed, folder, goesOnAfterClosing, open, openId, order, reader])
}
