import { useCallback, useEffect, useRef, useState } from 'react'

import { type MessageList, useFeed, useFeedState, useLink } from '../feed/index.ts'

interface Messages {
  list: MessageList | undefined
  failure: unknown
  isLoadingEarlier: boolean
  earlierFailure: unknown
  load: () => void
  /** True when a page is really asked for: one at a time, and only where there is more. */
  loadEarlier: () => boolean
}

/** The messages of one conversation: loaded when opened, and again when the feed was broken. */
export function useMessages(conversationId: string): Messages {
  const feed = useFeed()
  const list = useFeedState((state) => state.messages.get(conversationId))
  const { status } = useLink()
  const [failure, setFailure] = useState<unknown>()
  const [isLoadingEarlier, setLoadingEarlier] = useState(false)
  const [earlierFailure, setEarlierFailure] = useState<unknown>()
  const isBusy = useRef(false)

  const load = useCallback(() => {
    setFailure(undefined)
    feed.loadMessages(conversationId).catch(setFailure)
  }, [feed, conversationId])

  const isFresh = list?.freshness === 'fresh'
  const isOffline = status === 'offline'
  useEffect(() => {
    if (!isFresh && !isOffline) load()
  }, [isFresh, isOffline, load])

  const loadEarlier = useCallback(() => {
    const known = feed.state.get().messages.get(conversationId)
    if (isBusy.current || !known?.hasMore || known.freshness !== 'fresh') return false
    isBusy.current = true
    setLoadingEarlier(true)
    setEarlierFailure(undefined)
    feed
      .loadEarlier(conversationId)
      .catch(setEarlierFailure)
      .finally(() => {
        isBusy.current = false
        setLoadingEarlier(false)
      })
    return true
  }, [feed, conversationId])

  return { list, failure, isLoadingEarlier, earlierFailure, load, loadEarlier }
}
