import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef, useState } from 'react'

import { Drafts, DraftsProvider } from '../features/drafts/index.ts'
import { Feed, FeedProvider } from '../features/feed/index.ts'
import { Outbox, OutboxProvider } from '../features/outbox/index.ts'
import { sessionQuery } from '../features/session/index.ts'
import { useLanguage } from '../words/index.ts'

interface LiveParts {
  feed: Feed
  outbox: Outbox
  drafts: Drafts
}

/** Keeps the connection and the outbox for as long as somebody is signed in. */
export function Live({ operatorId, children }: { operatorId: string; children: ReactNode }) {
  const client = useQueryClient()
  const [parts, setParts] = useState<LiveParts>()
  useEffect(() => {
    // A refusal leads to the sign-in page by itself; a changed role comes with the answer.
    const askSession = () => void client.refetchQueries({ queryKey: sessionQuery.queryKey })
    const feed = new Feed(operatorId, askSession)
    const outbox = new Outbox(feed, operatorId)
    feed.start()
    const drafts = new Drafts(feed, operatorId)
    outbox.start()
    drafts.start()
    setParts({ feed, outbox, drafts })
    return () => {
      drafts.stop()
      outbox.stop()
      feed.stop()
    }
  }, [operatorId, client])
  useTextsOf(parts?.feed)
  if (!parts) return null
  return (
    <FeedProvider value={parts.feed}>
      <OutboxProvider value={parts.outbox}>
        <DraftsProvider value={parts.drafts}>{children}</DraftsProvider>
      </OutboxProvider>
    </FeedProvider>
  )
}

/** What platforms call themselves comes with the snapshot, in the language that was asked for. */
function useTextsOf(feed: Feed | undefined): void {
  const language = useLanguage()
  const asked = useRef(language)
  useEffect(() => {
    if (!feed || asked.current === language) return
    asked.current = language
    void feed.renew()
  }, [feed, language])
}
