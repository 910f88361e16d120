import { useCallback } from 'react'

import { serverClock, useFeed } from '../feed/index.ts'
import { usePreferences, useSession } from '../session/index.ts'
import { Bell } from './bell.ts'
import { playChime } from './chime.ts'
import { isQuiet } from './concerns.ts'
import { OneVoice } from './one-voice.ts'
import { type DesktopNotice, showNotice } from './show-notice.ts'

const bell = new Bell()
let voice: OneVoice | undefined

/** For as long as the page lives: whoever signs in next is the same reader of the same window. */
function ownVoice(): OneVoice {
  if (!voice) {
    voice = new OneVoice()
    voice.start()
  }
  return voice
}

export type Ring = (notice: DesktopNotice, how?: { isCalled?: boolean }) => void

/** A sound and the desktop: each by the reader's own choice, and neither while they want quiet. */
export function useRing(onOpen: (id: string) => void): Ring {
  const { sound, desktopNotices, quietHours } = usePreferences()
  const me = useSession().operator.id
  const feed = useFeed()
  return useCallback(
    (notice, { isCalled = false } = {}) => {
      const status = feed.state.get().operators.get(me)?.status
      const now = new Date(serverClock.now())
      if (isQuiet(status, { quietHours, isCalled, now })) return
      void ownVoice()
        .isMine()
        .then(async (isMine) => {
          if (!isMine) return
          if (sound && bell.maySound(notice.conversationId, Date.now())) playChime()
          if (desktopNotices && !document.hasFocus()) await showNotice(notice, onOpen)
        })
    },
    [feed, me, sound, desktopNotices, quietHours, onOpen],
  )
}
