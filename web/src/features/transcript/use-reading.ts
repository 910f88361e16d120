import type { Conversation, Message } from '@otklik/protocol'
import { useEffect, useRef, useState } from 'react'

import { markRead } from '../conversations/api/mark-read.ts'
import { useLink } from '../feed/index.ts'
import { useSession } from '../session/index.ts'

interface ReadingOptions {
  conversation: Conversation
  messages: readonly Message[]
  isAtBottom: boolean
  isUnseen: boolean
}

interface Reading {
  /** Messages that came below what is seen. */
  newBelow: number
  /** The end of the transcript is before somebody's eyes. */
  isLooking: boolean
}

/** Tells the server what was seen, and gives how many messages came below what is seen. */
export function useReading({
  conversation,
  messages,
  isAtBottom,
  isUnseen,
}: ReadingOptions): Reading {
  const me = useSession().operator.id
  const { status } = useLink()
  const [seenSeq, setSeenSeq] = useState<number>()
  const isVisible = usePageVisible()
  const lastSeq = messages.at(-1)?.seq
  const asked = useRef(0)

  // Somebody who only looks in must not clear the counter of the one who answers.
  const isTheirs = !isUnseen && isReaders(conversation, me)
  const sees = isAtBottom && isVisible && lastSeq !== undefined
  useEffect(() => {
    if (!sees) return
    setSeenSeq(lastSeq)
    if (!isTheirs || conversation.unread === 0 || status === 'offline') return
    if (asked.current >= lastSeq) return
    asked.current = lastSeq
    markRead(conversation.id, lastSeq).catch(() => {
      asked.current = 0
    })
  }, [sees, lastSeq, isTheirs, conversation.unread, conversation.id, status])

  const isNew = ({ seq, author }: Message) =>
    seenSeq !== undefined && seq > seenSeq && author.type === 'contact'
  return { newBelow: messages.filter(isNew).length, isLooking: sees }
}

function usePageVisible(): boolean {
  const [isVisible, setVisible] = useState(document.visibilityState === 'visible')
  useEffect(() => {
    const look = () => setVisible(document.visibilityState === 'visible')
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [])
  return isVisible
}

const isReaders = ({ status, operatorId }: Conversation, me: string): boolean =>
  status === 'queued' || operatorId === me
