import type { Message } from '@otklik/protocol'
import type { Words } from '@otklik/words'
import { useEffect, useRef } from 'react'

import { showToast } from '../../ui/toasts.ts'
import { useWords } from '../../words/index.ts'
import { serverClock, useFeed } from '../feed/index.ts'
import { usePreferences, useSession } from '../session/index.ts'
import { isPassedOn, type News, newsOf } from './news.ts'
import { useRing } from './use-ring.ts'

/** Routing offers within a second what is its to give. */
const settlesMs = 1500

/** What is said in conversations that concern the reader rings on whatever page they are. */
export function useNotices(openId: string | undefined, onOpen: (id: string) => void): void {
  const words = useWords()
  const { noticesOf, quietHours } = usePreferences()
  const { operator, permissions } = useSession()
  const feed = useFeed()
  const ring = useRing(onOpen)
  const me = operator.id
  const mayTake = permissions.includes('conversations.take')

  const tell = useRef((_messages: readonly Message[]) => {})

  useEffect(() => {
    tell.current = (messages) => {
      const isHere = document.hasFocus()
      const seenId = isHere ? openId : undefined
      const listener = { me, mayTake, noticesOf, quietHours, seenId, now: serverClock.now() }
      for (const news of newsOf(messages, feed.state.get(), listener)) {
        const { id } = news.conversation
        const title = titleOf(news, words.notices)
        const isCalled = news.kind === 'mentioned'
        ring({ title, body: bodyOf(news, words), conversationId: id }, { isCalled })
        // Words of customers are in the list; that others gave it is said on whatever page.
        if (isHere && isPassedOn(news.message)) {
          showToast({ text: title, action: { label: words.queue.open, run: () => onOpen(id) } })
        }
      }
    }
  }, [feed, me, mayTake, openId, noticesOf, quietHours, words, ring, onOpen])

  useEffect(() => {
    const timers = new Set<ReturnType<typeof setTimeout>>()
    const stop = feed.onMessages((messages) => {
      tell.current(messages.filter((message) => !isPassedOn(message)))
      const passedOn = messages.filter(isPassedOn)
      if (passedOn.length === 0) return
      const timer = setTimeout(() => {
        timers.delete(timer)
        tell.current(passedOn)
      }, settlesMs)
      timers.add(timer)
    })
    return () => {
      stop()
      for (const timer of timers) clearTimeout(timer)
    }
  }, [feed])
}

function titleOf({ kind, message, conversation }: News, words: Words['web']['notices']): string {
  const { name } = conversation.contact
  switch (kind) {
    case 'mentioned':
      return words.mentioned(message.author.name)
    case 'message':
      return words.newMessage(message.author.name)
    case 'waits':
      return words.newMessage(name)
    case 'handed-over':
      return words.handedOver(name)
    case 'transferred': {
      const { to = '', kind: receiver } = message.system?.parameters ?? {}
      return receiver === 'team' ? words.transferredToTeam(name, to) : words.transferred(name)
    }
  }
}

/** What the customer said last stands for a line of ours. */
function bodyOf({ kind, message, conversation }: News, { list }: Words['web']): string {
  if (kind !== 'message' && kind !== 'mentioned') return conversation.lastMessage?.text ?? ''
  return message.text || list.content[message.files?.[0]?.kind ?? 'other']
}
