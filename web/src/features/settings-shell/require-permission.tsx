import type { Permission } from '@otklik/protocol'
import type { ReactNode } from 'react'

import { StateView } from '../../ui/state-view.tsx'
import { useWords } from '../../words/index.ts'
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
  if (useMay(permission)) return children
  return (
    <SettingsPage title={title} isWide>
      <StateView icon="lock" title={settings.notAllowed} help={settings.notAllowedHelp} />
    </SettingsPage>
  )
}
