import { Outlet } from '@tanstack/react-router'

import { useMedia } from '../../ui/use-media.ts'
import { useWords } from '../../words/index.ts'
import { StartWork } from '../access/index.ts'
import { SettingsNav } from './settings-nav.tsx'
import styles from './settings-shell.module.css'

/** Sections at the left, the page beside them; on a phone the sections are a page of their own. */
export function SettingsShell() {
  const { settings } = useWords()
  const isPhone = useMedia('(max-width: 719px)')
  return (
    <div className={styles.shell}>
      {isPhone ? null : (
        <aside className={styles.side}>
          <p className={styles.title}>{settings.title}</p>
          <SettingsNav />
          <StartWork />
        </aside>
      )}
      <Outlet />
    </div>
  )
}
