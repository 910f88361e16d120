import { useWords } from '../../words/index.ts'
import { RequirePermission, SettingsPage } from '../settings-shell/index.ts'
import { AuditFilters } from './audit-filters.tsx'
import { Journal } from './journal.tsx'

/** «Журнал действий» */
export function AuditPage() {
  const { audit, settings } = useWords()
  return (
    <RequirePermission permission="audit.read" title={settings.audit}>
      <SettingsPage isWide title={settings.audit} help={audit.help}>
        <AuditFilters />
        <Journal />
      </SettingsPage>
    </RequirePermission>
  )
}
