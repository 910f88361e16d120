import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

import { useFeedState } from '../feed/index.ts'
import { useSession } from '../session/index.ts'
import { newsQuery } from './api/news.ts'

/** Whether «Качество» is there for the reader, and how much waits in it. */
export function useQualityNews(): { isThere: boolean; waiting: number } {
  const { permissions, modules } = useSession()
  const mayReview = permissions.includes('quality.review')
  const isThere = modules.quality && (mayReview || permissions.includes('conversations.take'))
  const client = useQueryClient()
  const changes = useFeedState((state) => state.listChanges)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change is the reason to ask, not a part of the question
  useEffect(() => {
    void client.invalidateQueries({ queryKey: ['quality'] })
  }, [client, changes])
  const { data } = useQuery({ ...newsQuery, enabled: isThere })
  const waiting = data ? data.unseen + data.queue + data.appeals : 0
  return { isThere, waiting: isThere ? waiting : 0 }
}
