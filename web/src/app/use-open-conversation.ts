import type { Conversation } from '@otklik/protocol'
import { useCallback, useEffect, useState } from 'react'

import { useFeed, useFeedState } from '../features/feed/index.ts'

interface OpenConversation {
  conversation: Conversation | undefined
  failure: unknown
  /** It was there, and is out of the reader's sight by now. */
  wasShown: boolean
  retry: () => void
}

/** The one the address names; a closed one may have to be asked for. */
export function useOpenConversation(id: string | undefined): OpenConversation {
  const feed = useFeed()
  const isLoaded = useFeedState((state) => state.isLoaded)
  const conversation = useFeedState((state) => (id ? state.conversations.get(id) : undefined))
  const [failure, setFailure] = useState<{ id: string; failure: unknown }>()
  const isMissing = isLoaded && id !== undefined && conversation === undefined

  const retry = useCallback(() => {
    if (!id) return
    setFailure(undefined)
    feed.findConversation(id).catch((reason: unknown) => setFailure({ id, failure: reason }))
  }, [feed, id])
  useEffect(() => {
    if (isMissing) retry()
  }, [isMissing, retry])

  const [shownId, setShownId] = useState<string>()
  if (conversation && conversation.id !== shownId) setShownId(conversation.id)
  const openId = conversation?.id ?? null
  useEffect(() => {
    feed.view(openId)
    return () => feed.view(null)
  }, [feed, openId])

  return {
    conversation,
    failure: failure?.id === id ? failure?.failure : undefined,
    wasShown: shownId === id,
    retry,
  }
}
