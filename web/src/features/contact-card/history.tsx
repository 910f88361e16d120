import type { ContactCard } from '@otklik/protocol'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { useWords } from '../../words/index.ts'
import { getHistory } from './api/get-history.ts'
import styles from './contact-card.module.css'
import { ConversationLinks } from './conversation-links.tsx'

interface HistoryProps {
  card: ContactCard
  /** The one that is open beside it is not its own history. */
  openId: string | undefined
}

/** So many stand there by themselves. */
const few = 8

/** What there was before, in all channels: the latest, and the rest page by page. */
export function History({ card, openId }: HistoryProps) {
  const { card: words, common } = useWords()
  const [isAsked, setAsked] = useState(false)
  const query = useInfiniteQuery({
    queryKey: ['contact-history', card.id],
    queryFn: ({ pageParam, signal }) =>
      getHistory({ contactId: card.id, before: pageParam, signal }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ conversations, hasMore }) =>
      hasMore ? conversations.at(-1)?.number : undefined,
    enabled: isAsked,
  })
  const { refetch } = query
  // The card is asked for anew when a conversation opens or closes: so are the pages.
  const latest = JSON.stringify(card.conversations.map(({ id, closedAt }) => [id, closedAt]))
  const known = useRef(latest)
  useEffect(() => {
    if (known.current === latest) return
    known.current = latest
    if (isAsked) void refetch()
  }, [latest, isAsked, refetch])

  const pages = query.data?.pages.flatMap(({ conversations }) => conversations)
  const past = (pages ?? card.conversations).filter(({ id, closedAt }) => closedAt && id !== openId)
  const shown = pages ? past : past.slice(0, few)
  const isMore = pages
    ? query.hasNextPage
    : past.length > few || card.conversationCount > card.conversations.length
  return (
    <ConversationLinks title={words.history} conversations={shown}>
      {query.error ? (
        <p className={styles.failed} role="alert">
          {words.historyFailed}
        </p>
      ) : null}
      {isMore || query.error ? (
        <BusyButton
          variant="subtle"
          size="xs"
          className={styles.more ?? ''}
          label={words.more}
          busyLabel={common.loading}
          isBusy={query.isLoading || query.isFetchingNextPage}
          onClick={() => {
            if (!isAsked) setAsked(true)
            else void (query.data ? query.fetchNextPage() : refetch())
          }}
        />
      ) : null}
    </ConversationLinks>
  )
}
