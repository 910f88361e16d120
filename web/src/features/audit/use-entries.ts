import { useInfiniteQuery } from '@tanstack/react-query'

import { type AuditFilter, getAudit } from './api/get-audit.ts'

/** Asked anew whenever the page is opened: others change settings meanwhile. */
export function useEntries(filter: AuditFilter) {
  return useInfiniteQuery({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) => getAudit(filter, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ entries, hasMore }) => (hasMore ? entries.at(-1)?.id : undefined),
    refetchOnMount: 'always',
  })
}
