import type { SavedFilter } from '@otklik/protocol'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

import { useFeedState } from '../feed/index.ts'
import { filtersQuery } from './api/filters.ts'

const none: readonly SavedFilter[] = []

/** One's own filters, then the shared ones. */
export function useFilters(): readonly SavedFilter[] {
  return useQuery(filtersQuery).data ?? none
}

/** The feed tells that something has changed among the filters, and not what. */
export function useFreshFilters(): void {
  const client = useQueryClient()
  const changes = useFeedState((state) => state.listChanges)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change is the reason to ask, not a part of the question
  useEffect(() => {
    void client.invalidateQueries({ queryKey: filtersQuery.queryKey })
  }, [client, changes])
}
