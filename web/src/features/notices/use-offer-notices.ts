import type { Conversation, Message } from '@otklik/protocol'
import { useEffect, useRef } from 'react'

import { useWords } from '../../words/index.ts'
import { serverClock, useFeed } from '../feed/index.ts'
import { useOffers } from '../offers/index.ts'
import { useSession } from '../session/index.ts'
import { useRing } from './use-ring.ts'

/** What was offered or assigned to me rings on every page: there is little time to accept it. */
export function useOfferNotices(onOpen: (id: string) => void): void {
  const { offer: words } = useWords()
  const me = useSession().operator.id
  const feed = useFeed()
  const offers = useOffers()
  const known = useRef<ReadonlySet<string>>(new Set())
  const rung = useRef(new Set<string>())
  const ringNow = useRing(onOpen)
  const ring = useRef((_title: string, _conversation: Conversation) => {})

  useEffect(() => {
    ring.current = (title, { id, lastMessage }) =>
      ringNow({ title, body: lastMessage?.text ?? '', conversationId: id })
  }, [ringNow])

  useEffect(() => {
    const before = known.current
    known.current = new Set(offers.map(({ id }) => id))
    const fresh = offers.findLast(({ id }) => !before.has(id))
    if (fresh) ring.current(words.notice(fresh.contact.name), fresh)
  }, [offers, words])

  useEffect(
    () =>
      feed.onMessages((messages) => {
        const line = messages.findLast((message) => isAssignment(message, me))
        // The same line comes again with the page of messages, once the conversation is opened.
        if (!line || rung.current.has(line.id)) return
        rung.current.add(line.id)
        const conversation = feed.state.get().conversations.get(line.conversationId)
        const isMine = conversation?.operatorId === me
        if (isMine) ring.current(words.assignedNotice(conversation.contact.name), conversation)
      }),
    [feed, me, words],
  )
}

const recentMs = 60_000

/** Given to me without asking; a page of old messages is no news. */
function isAssignment({ system, at }: Message, me: string): boolean {
  const isToMe = system?.code === 'assigned' && system.parameters.operatorId === me
  return isToMe && serverClock.now() - Date.parse(at) < recentMs
}
