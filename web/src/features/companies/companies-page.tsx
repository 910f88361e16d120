import { StateView } from '../../ui/state-view.tsx'
import { useWords } from '../../words/index.ts'
import { useSession } from '../session/index.ts'
import { SettingsPage } from '../settings-shell/index.ts'
import { CompanyList } from './company-list.tsx'

/** Not a matter of a role: whoever looks after the installation may be anybody in this company. */
export function CompaniesPage() {
  const { companies: words, settings } = useWords()
  if (useSession().ownsInstallation) return <CompanyList />
  return (
    <SettingsPage title={settings.companies} isWide>
      <StateView icon="lock" title={words.notYours} help={words.notYoursHelp} />
    </SettingsPage>
  )
}
