import { useInfiniteQuery } from '@tanstack/react-query'

import { useFeed } from '../feed/index.ts'
import { listClosedConversations } from './api/list-closed-conversations.ts'

/** Pages of closed conversations go into the live state; here is only how far they reach. */
export function useClosedConversations(isWanted: boolean) {
  const feed = useFeed()
  const query = useInfiniteQuery({
    queryKey: ['closed-conversations'],
    enabled: isWanted,
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam }) => {
      const page = await listClosedConversations(pageParam)
      feed.learnConversations(page.conversations)
      return { reachesTo: page.conversations.at(-1)?.closedAt, hasMore: page.hasMore }
    },
    getNextPageParam: (page) => (page.hasMore ? page.reachesTo : undefined),
  })
  return {
    ...query,
    /** One opened by its address may be older than the pages; it must not stand after a gap. */
    reachesTo: query.hasNextPage ? query.data?.pages.at(-1)?.reachesTo : undefined,
  }
}

export type ClosedConversations = ReturnType<typeof useClosedConversations>
