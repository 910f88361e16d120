import type { Permission } from '@otklik/protocol'
import type { ReactNode } from 'react'

import { StateView } from '../../ui/state-view.tsx'
import { useWords } from '../../words/index.ts'
import { useSession } from '../session/index.ts'
import { ReadOnly } from './editable.tsx'
import { SettingsPage } from './settings-page.tsx'
import { useMay } from './use-may.ts'

interface RequirePermissionProps {
  permission: Permission
  title: string
  children: ReactNode
}

/** For addresses that were typed or kept: no link of ours leads where a role may not go. */
export function RequirePermission({ permission, title, children }: RequirePermissionProps) {
  const { settings } = useWords()
  const { account } = useSession()
  // The journal has nothing to change: what narrows it stays.
  const isReadOnly = account.isSuspended && permission !== 'audit.read'
  if (useMay(permission)) return <ReadOnly value={isReadOnly}>{children}</ReadOnly>
  return (
    <SettingsPage title={title} isWide>
      <StateView icon="lock" title={settings.notAllowed} help={settings.notAllowedHelp} />
    </SettingsPage>
  )
}
