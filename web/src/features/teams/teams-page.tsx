import { Button } from '@mantine/core'
import { useState } from 'react'

import { FailureView } from '../../ui/failure-view.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useWords } from '../../words/index.ts'
import { Editable, RequirePermission, SettingsPage } from '../settings-shell/index.ts'
import { CreateDrawer } from './create-drawer.tsx'
import { TeamList } from './team-list.tsx'
import { useTeams } from './use-teams.ts'

/** «Распределение обращений»: a section of its own, not inside a channel (COM-15). */
export function TeamsPage() {
  const { teams } = useWords()
  return (
    <RequirePermission permission="teams.manage" title={teams.title}>
      <Teams />
    </RequirePermission>
  )
}

function Teams() {
  const { common, teams: words } = useWords()
  const { data, error, refetch } = useTeams()
  const [isCreating, setCreating] = useState(false)
  return (
    <SettingsPage
      isWide
      title={words.title}
      help={words.subtitle}
      actions={
        <Editable>
          <Button leftSection={<Icon name="plus" />} onClick={() => setCreating(true)}>
            {words.create}
          </Button>
        </Editable>
      }
    >
      {data ? <TeamList teams={data} /> : null}
      {!data && error ? (
        <FailureView title={common.loadFailed} failure={error} onRepeat={() => void refetch()} />
      ) : null}
      {data || error ? null : <Skeleton label={common.loading} shapes={['block', 'block']} />}
      <CreateDrawer isOpen={isCreating} onClose={() => setCreating(false)} />
    </SettingsPage>
  )
}
