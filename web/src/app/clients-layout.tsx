import { Outlet } from '@tanstack/react-router'

import { BottomBar } from './bottom-bar.tsx'
import styles from './queue-layout.module.css'

/** «Клиенты» and what belongs there. */
export function ClientsLayout() {
  return (
    <div className={styles.layout}>
      <Outlet />
      <BottomBar place="clients" />
    </div>
  )
}
