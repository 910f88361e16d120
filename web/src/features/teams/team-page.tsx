import { useParams } from '@tanstack/react-router'

import { FailureView } from '../../ui/failure-view.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { StateView } from '../../ui/state-view.tsx'
import { useWords } from '../../words/index.ts'
import { RequirePermission, SettingsPage } from '../settings-shell/index.ts'
import { TeamEditor } from './team-editor.tsx'
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
  if (data && team) return <TeamEditor team={team} teams={data} />
  return (
    <SettingsPage title={words.title} crumb={{ to: '/settings/teams', label: words.title }}>
      {data ? <StateView icon="people" title={words.unknown} help={words.unknownHelp} /> : null}
      {!data && error ? (
        <FailureView title={common.loadFailed} failure={error} onRepeat={() => void refetch()} />
      ) : null}
      {data || error ? null : (
        <Skeleton label={common.loading} shapes={['block', 'block', 'block']} />
      )}
    </SettingsPage>
  )
}
