import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'

import { useSession } from '../session/index.ts'
import { findMessages } from './api/find-messages.ts'
import { queryOf, type SearchFilter } from './search-filter.ts'

/** A page at a time; the former answer stays while a new one is on its way. */
export function useFoundMessages(filter: SearchFilter) {
  const me = useSession().operator.id
  return useInfiniteQuery({
    queryKey: ['search', filter, me],
    queryFn: ({ pageParam, signal }) =>
      findMessages({ ...queryOf(filter, me), ...(pageParam && { after: pageParam }) }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    enabled: Boolean(filter.q),
    placeholderData: keepPreviousData,
    staleTime: 5000,
    retry: false,
  })
}
