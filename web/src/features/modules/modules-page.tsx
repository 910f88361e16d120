import { useWords } from '../../words/index.ts'
import { RequirePermission, SettingsPage } from '../settings-shell/index.ts'
import { ModuleList } from './module-list.tsx'

export function ModulesPage() {
  const { modules, settings } = useWords()
  return (
    <RequirePermission permission="account.manage" title={settings.modules}>
      <SettingsPage title={settings.modules} help={modules.help}>
        <ModuleList />
      </SettingsPage>
    </RequirePermission>
  )
}
