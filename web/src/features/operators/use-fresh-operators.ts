import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

import { useFeedState } from '../feed/index.ts'
import { invitationsQuery } from './api/invitations-query.ts'
import { operatorsQuery } from './api/operators-query.ts'

/** The feed says that somebody was changed or has joined; the list itself has more than it tells. */
export function useFreshOperators(): void {
  const client = useQueryClient()
  const changed = useFeedState((state) => state.operators)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change is the reason to ask, not a part of the question
  useEffect(() => {
    void client.invalidateQueries({ queryKey: operatorsQuery.queryKey })
    void client.invalidateQueries({ queryKey: invitationsQuery.queryKey })
  }, [client, changed])
}
