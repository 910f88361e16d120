import type { DryRun, DryRunRequest } from '@otklik/protocol/settings'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'

import { request } from '../../../api/request.ts'

/** Nothing is written: asked again, it answers the same. */
export const dryRunQuery = (asked: DryRunRequest) =>
  queryOptions({
    queryKey: ['dry-run', asked],
    queryFn: ({ signal }) =>
      request<DryRun>('/api/v1/dry-runs', { method: 'POST', body: asked, signal }),
    placeholderData: keepPreviousData,
    retry: false,
    // What held before something was saved must not come back with the same question.
    gcTime: 0,
    staleTime: 0,
  })
