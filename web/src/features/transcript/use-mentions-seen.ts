import { useEffect } from 'react'

import { markMentionsSeen } from '../conversations/api/mark-mentions-seen.ts'
import { useFeed, useFeedState, useLink } from '../feed/index.ts'

/** Notes that call the reader stay unread until they have been before their eyes. */
export function useMentionsSeen(conversationId: string, isLooking: boolean): void {
  const feed = useFeed()
  const { status } = useLink()
  const hasUnseen = useFeedState(
    ({ mentions }) => (mentions.get(conversationId)?.unseen.size ?? 0) > 0,
  )
  const isTelling = hasUnseen && isLooking && status !== 'offline'
  useEffect(() => {
    if (!isTelling) return
    markMentionsSeen(conversationId)
      .then(() => feed.learnMentionsSeen(conversationId))
      // Told again when it is looked at again: it stays unread until then.
      .catch(() => undefined)
  }, [feed, conversationId, isTelling])
}
