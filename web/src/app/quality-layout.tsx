import { Outlet } from '@tanstack/react-router'

import { BottomBar } from './bottom-bar.tsx'
import styles from './queue-layout.module.css'

/** «Качество» and what belongs there. */
export function QualityLayout() {
  return (
    <div className={styles.layout}>
      <Outlet />
      <BottomBar place="quality" />
    </div>
  )
}
