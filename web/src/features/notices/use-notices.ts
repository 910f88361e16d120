import type { Message } from '@otklik/protocol'
import { useEffect, useRef } from 'react'

import { useWords } from '../../words/index.ts'
import { isCalledBy, serverClock, useFeed } from '../feed/index.ts'
import { usePreferences, useSession } from '../session/index.ts'
import { playChime } from './chime.ts'
import { concerns, isQuiet } from './concerns.ts'
import { showNotice } from './show-notice.ts'

/** Several messages at once, as after a lost connection, sound once. */
const quietMs = 1500

/** A sound and the desktop: each by its own choice. */
export function useNotices(openId: string | undefined, onOpen: (id: string) => void): void {
  const { notices, list } = useWords()
  const { sound, desktopNotices, noticesOf, quietHours } = usePreferences()
  const me = useSession().operator.id
  const feed = useFeed()
  const lastAt = useRef(0)

  useEffect(
    () =>
      feed.onMessages((messages) => {
        const message = messages.findLast((each) => isNews(each, feed.state.get()))
        if (!message) return
        const conversation = feed.state.get().conversations.get(message.conversationId)
        const isSeen = document.hasFocus() && message.conversationId === openId
        if (!conversation || isSeen || Date.now() - lastAt.current < quietMs) return
        const { teams, operators } = feed.state.get()
        const isCalled = isCalledBy(message, { me, teams })
        if (!(isCalled || concerns(conversation, me, teams, noticesOf))) return
        if (isQuiet(operators.get(me), quietHours)) return
        lastAt.current = Date.now()
        if (sound) playChime()
        if (desktopNotices && !document.hasFocus()) {
          const body = message.text || list.content[message.files?.[0]?.kind ?? 'other']
          const { name } = message.author
          const title = isCalled ? notices.mentioned(name) : notices.newMessage(name)
          showNotice(title, body, conversation.id, onOpen)
        }
      }),
    [feed, me, openId, sound, desktopNotices, noticesOf, quietHours, notices, list, onOpen],
  )
}

const recentMs = 60_000

/** The customer's new words, or a colleague's that call the reader; old messages are no news. */
function isNews(message: Message, reader: Parameters<typeof isCalledBy>[1]): boolean {
  const { author, at, version } = message
  const isFresh = version === 1 && serverClock.now() - Date.parse(at) < recentMs
  return isFresh && (author.type === 'contact' || isCalledBy(message, reader))
}
