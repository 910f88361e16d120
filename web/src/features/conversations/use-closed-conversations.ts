import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect } from 'react'

import { useFeed } from '../feed/index.ts'
import {
  type ClosedCursor,
  type ClosedQuestion,
  listClosedConversations,
} from './api/list-closed-conversations.ts'
import { closedQueryOf, isServed } from './conditions.ts'
import { type Folder, subjectOf } from './folder.ts'
import type { Reader } from './reader.ts'

/** What to ask the server for a folder of closed ones; undefined where all of it is here already. */
export function questionOf(folder: Folder, { filters, me }: Reader): ClosedQuestion | undefined {
  if (folder === 'closed') return { reason: 'but-spam' }
  if (folder === 'spam') return { reason: 'spam' }
  const conditions = filters.get(subjectOf(folder, 'filter') ?? '')
  return conditions && isServed(conditions) ? closedQueryOf(conditions, me) : undefined
}

/** Pages of closed conversations go into the live state; here is only how far they reach. */
export function useClosedConversations(question: ClosedQuestion | undefined) {
  const feed = useFeed()
  const isWanted = question !== undefined
  useEffect(() => (isWanted ? feed.keepClosed() : undefined), [feed, isWanted])
  const query = useInfiniteQuery({
    queryKey: ['closed-conversations', question],
    // Pages hold no rows: once the list is gone, what they brought may be forgotten.
    gcTime: 0,
    enabled: isWanted,
    initialPageParam: {} as ClosedCursor,
    queryFn: async ({ pageParam }) => {
      const page = await listClosedConversations({ ...question, ...pageParam })
      feed.learnConversations(page.conversations)
      const last = page.conversations.at(-1)
      return {
        hasMore: page.hasMore,
        last: last && { before: last.closedAt, beforeNumber: last.number },
      }
    },
    getNextPageParam: ({ hasMore, last }) => (hasMore ? last : undefined),
  })
  return {
    ...query,
    isWanted,
    /** One opened by its address may be older than the pages; it must not stand after a gap. */
    reachesTo: query.hasNextPage ? query.data?.pages.at(-1)?.last?.before : undefined,
  }
}

export type ClosedConversations = ReturnType<typeof useClosedConversations>
