import { type ReactNode, useEffect, useState } from 'react'

import { Feed, FeedProvider } from '../features/feed/index.ts'
import { Outbox, OutboxProvider } from '../features/outbox/index.ts'

interface LiveParts {
  feed: Feed
  outbox: Outbox
}

/** Keeps the connection and the outbox for as long as somebody is signed in. */
export function Live({ operatorId, children }: { operatorId: string; children: ReactNode }) {
  const [parts, setParts] = useState<LiveParts>()
  useEffect(() => {
    const feed = new Feed()
    const outbox = new Outbox(feed, operatorId)
    feed.start()
    outbox.start()
    setParts({ feed, outbox })
    return () => {
      outbox.stop()
      feed.stop()
    }
  }, [operatorId])
  if (!parts) return null
  return (
    <FeedProvider value={parts.feed}>
      <OutboxProvider value={parts.outbox}>{children}</OutboxProvider>
    </FeedProvider>
  )
}
