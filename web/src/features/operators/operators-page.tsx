import { useWords } from '../../words/index.ts'
import { RequirePermission } from '../settings-shell/index.ts'
import { People } from './people.tsx'

export function OperatorsPage() {
  const { settings } = useWords()
  return (
    <RequirePermission permission="teams.manage" title={settings.operators}>
      <People />
    </RequirePermission>
  )
}
