import type { Team } from '@otklik/protocol'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

import { useFeedState } from '../feed/index.ts'
import { teamsQuery } from './api/teams-query.ts'

/** The feed says that a team was changed; the list is asked anew, so that conflicts show at once. */
export function useTeams() {
  const client = useQueryClient()
  const changed = useFeedState((state) => state.teams)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change is the reason to ask, not a part of the question
  useEffect(() => {
    void client.invalidateQueries({ queryKey: teamsQuery.queryKey })
  }, [client, changed])
  return useQuery(teamsQuery)
}

/** The list shows what the server answered, before it is asked again. */
export function useKeepTeam() {
  const client = useQueryClient()
  return (saved: Team) =>
    client.setQueryData(teamsQuery.queryKey, (teams) =>
      teams?.map((team) => (team.id === saved.id ? saved : team)),
    )
}
