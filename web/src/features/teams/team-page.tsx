import { useParams } from '@tanstack/react-router'
import { useState } from 'react'

import { FailureView } from '../../ui/failure-view.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useWords } from '../../words/index.ts'
import { RequirePermission, SettingsPage } from '../settings-shell/index.ts'
import { TeamEditor } from './team-editor.tsx'
import { UnknownTeam } from './unknown-team.tsx'
import { useTeams } from './use-teams.ts'

export function TeamPage() {
  const { teams } = useWords()
  const { teamId } = useParams({ from: '/signed-in/settings/teams/$teamId' })
  return (
    <RequirePermission permission="teams.manage" title={teams.title}>
      <TeamOf key={teamId} teamId={teamId} />
    </RequirePermission>
  )
}

function TeamOf({ teamId }: { teamId: string }) {
  const { common, teams: words } = useWords()
  const { data, error, refetch } = useTeams()
  const team = data?.find(({ id }) => id === teamId)
  const [known, setKnown] = useState(team)
  if (team && team !== known) setKnown(team)
  // One that was deleted elsewhere stays for as long as something is typed into it.
  if (data && known) return <TeamEditor team={known} teams={data} isGone={!team} />
  if (data) return <UnknownTeam />
  return (
    <SettingsPage title={words.title} crumb={{ to: '/settings/teams', label: words.title }}>
      {error ? (
        <FailureView title={common.loadFailed} failure={error} onRepeat={() => void refetch()} />
      ) : (
        <Skeleton label={common.loading} shapes={['block', 'block', 'block']} />
      )}
    </SettingsPage>
  )
}
