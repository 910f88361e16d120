import type { FilterConditions, SavedFilter } from '@otklik/protocol'
import { useMemo } from 'react'

import { type Mentions, useFeedState, useServerTime } from '../feed/index.ts'
import { useFilters } from './use-filters.ts'

/** Who looks at the folders, and what decides what each of them shows. */
export interface Reader {
  readonly me: string
  readonly mentions: Mentions
  readonly filters: ReadonlyMap<string, FilterConditions>
  /** By the server's clock, to the minute: what has waited for long enough comes by itself. */
  readonly now: number
}

export function useReader(): Reader {
  const me = useFeedState((state) => state.me)
  const mentions = useFeedState((state) => state.mentions)
  const filters = useFilters()
  const now = useServerTime((time) => Math.floor(time / 60_000) * 60_000)
  return useMemo(() => readerOf({ me, mentions, filters, now }), [me, mentions, filters, now])
}

export function readerOf({
  filters,
  ...rest
}: Omit<Reader, 'filters'> & { filters: readonly SavedFilter[] }): Reader {
  return { ...rest, filters: new Map(filters.map(({ id, conditions }) => [id, conditions])) }
}
