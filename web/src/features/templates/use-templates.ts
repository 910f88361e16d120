import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

import { useLanguage } from '../../words/index.ts'
import { useFeedState } from '../feed/index.ts'
import { templatesQuery } from './api/templates.ts'

/** A channel's templates of every state, renewed whenever the feed tells of a change. */
export function useTemplates(channelId: string) {
  const client = useQueryClient()
  const changes = useFeedState((state) => state.listChanges)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change is the reason to ask, not a part of the question
  useEffect(() => {
    void client.invalidateQueries({ queryKey: ['templates', channelId] })
  }, [client, channelId, changes])
  return useQuery(templatesQuery(channelId, useLanguage()))
}
