import { useEffect, useRef } from 'react'

import { showToast } from '../../ui/toasts.ts'
import { useFormats, useWords } from '../../words/index.ts'
import { isWaiting } from '../conversations/index.ts'
import { serverClock, useFeedState } from '../feed/index.ts'
import { useSession } from '../session/index.ts'

/** Tells whoever may reassign that nobody has taken a conversation for too long. */
export function EscalationNews({ onOpen }: { onOpen: (id: string) => void }) {
  const { queue: words } = useWords()
  const formats = useFormats()
  const isTold = useSession().permissions.includes('conversations.reassign')
  const isLoaded = useFeedState((state) => state.isLoaded)
  const conversations = useFeedState((state) => state.conversations)
  const known = useRef<Set<string>>(undefined)
  useEffect(() => {
    if (!isTold || !isLoaded) return
    const escalated = [...conversations.values()].filter(
      (conversation) => conversation.escalatedAt && isWaiting(conversation),
    )
    // What was so when the reader came is marked in the queue, and is no news.
    known.current ??= new Set(escalated.map(keyOf))
    for (const conversation of escalated) {
      const key = keyOf(conversation)
      if (known.current.has(key)) continue
      known.current.add(key)
      const { id, contact, waitingSince, openedAt } = conversation
      const waited = serverClock.now() - Date.parse(waitingSince ?? openedAt)
      showToast({
        text: words.escalatedToast(contact.name, formats.duration(waited)),
        action: { label: words.open, run: () => onOpen(id) },
      })
    }
  }, [isTold, isLoaded, conversations, words, formats, onOpen])
  return null
}

function keyOf({ id, escalatedAt }: { id: string; escalatedAt?: string | undefined }): string {
  return `${id} ${escalatedAt}`
}
