import { StateView } from '../../ui/state-view.tsx'
import { useWords } from '../../words/index.ts'
import { SettingsPage } from '../settings-shell/index.ts'

export function UnknownTeam() {
  const { teams: words } = useWords()
  return (
    <SettingsPage title={words.unknown} crumb={{ to: '/settings/teams', label: words.title }}>
      <StateView icon="people" title={words.unknownHelp} />
    </SettingsPage>
  )
}
