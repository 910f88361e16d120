import { useWords } from '../../words/index.ts'
import { RequirePermission, SettingsPage } from '../settings-shell/index.ts'
import { CompanyBlock } from './company-block.tsx'
import { RuleBlock } from './rule-block.tsx'

/** «Вход сотрудников»: what the company asks of everybody's sign-in. */
export function SignInSettingsPage() {
  const { settings } = useWords()
  return (
    <RequirePermission permission="account.manage" title={settings.signIn}>
      <SettingsPage title={settings.signIn} help={settings.signInHelp}>
        <RuleBlock />
        <CompanyBlock />
      </SettingsPage>
    </RequirePermission>
  )
}
