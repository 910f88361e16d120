import type { Label, LabelKind } from '@otklik/protocol'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

import { useFeedState } from '../feed/index.ts'
import { labelsQuery } from './api/labels.ts'

/** «Тематики» and «Теги»; the feed tells that something has changed there, and not what. */
export function useLabels() {
  const client = useQueryClient()
  const changes = useFeedState((state) => state.listChanges)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change is the reason to ask, not a part of the question
  useEffect(() => {
    void client.invalidateQueries({ queryKey: labelsQuery.queryKey })
  }, [client, changes])
  return useQuery(labelsQuery)
}

/** What may be chosen: what is archived is left out. */
export const activeOf = (labels: readonly Label[], kind: LabelKind): Label[] =>
  labels.filter((label) => label.kind === kind && !label.archivedAt)
