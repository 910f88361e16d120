import { Navigate } from '@tanstack/react-router'

import { useMedia } from '../../ui/use-media.ts'
import { useWords } from '../../words/index.ts'
import { StartWork } from '../access/index.ts'
import { useSections } from './sections.ts'
import { SettingsNav } from './settings-nav.tsx'
import { SettingsPage } from './settings-page.tsx'

/** Where there is room the sections stand beside every page, and the first of them opens. */
export function SettingsHome() {
  const { settings } = useWords()
  const first = useSections()[0]
  const isPhone = useMedia('(max-width: 719px)')
  if (!isPhone) return <Navigate to={first?.to ?? '/settings/profile'} replace />
  return (
    <SettingsPage title={settings.title} back="workplace" isPlain>
      <SettingsNav hasHelp />
      <StartWork />
    </SettingsPage>
  )
}
