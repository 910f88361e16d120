import type { Bot } from '@otklik/protocol'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

import { useFeedState } from '../feed/index.ts'
import { botsQuery } from './api/bots.ts'

/** Nothing until they are known; asked anew whenever the feed tells that one has changed. */
export function useBots(): readonly Bot[] | undefined {
  const client = useQueryClient()
  const changes = useFeedState((state) => state.listChanges)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change is the reason to ask, not a part of the question
  useEffect(() => {
    void client.invalidateQueries({ queryKey: botsQuery.queryKey })
  }, [client, changes])
  return useQuery(botsQuery).data
}
