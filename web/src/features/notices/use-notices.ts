import { useEffect, useRef } from 'react'

import { useWords } from '../../words/index.ts'
import { serverClock, useFeed } from '../feed/index.ts'
import { usePreferences, useSession } from '../session/index.ts'
import { playChime } from './chime.ts'
import { newsOf } from './news.ts'
import { showNotice } from './show-notice.ts'

/** Several messages at once, as after a lost connection, sound once; each conversation is shown. */
const soundsEveryMs = 1500

/** A sound and the desktop: each by its own choice, on whatever page the reader is. */
export function useNotices(openId: string | undefined, onOpen: (id: string) => void): void {
  const { notices, list } = useWords()
  const { sound, desktopNotices, noticesOf, quietHours } = usePreferences()
  const me = useSession().operator.id
  const feed = useFeed()
  const soundedAt = useRef(0)

  useEffect(
    () =>
      feed.onMessages((messages) => {
        const isHere = document.hasFocus()
        const seenId = isHere ? openId : undefined
        const listener = { me, noticesOf, quietHours, seenId, now: serverClock.now() }
        const news = newsOf(messages, feed.state.get(), listener)
        if (news.length === 0) return
        if (sound && Date.now() - soundedAt.current > soundsEveryMs) {
          soundedAt.current = Date.now()
          playChime()
        }
        if (!desktopNotices || isHere) return
        for (const { message, conversation, isCalled } of news) {
          const body = message.text || list.content[message.files?.[0]?.kind ?? 'other']
          const { name } = message.author
          const title = isCalled ? notices.mentioned(name) : notices.newMessage(name)
          showNotice(title, body, conversation.id, onOpen)
        }
      }),
    [feed, me, openId, sound, desktopNotices, noticesOf, quietHours, notices, list, onOpen],
  )
}
