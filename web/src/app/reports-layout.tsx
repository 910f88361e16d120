import { ReportsPage } from '../features/reports/reports-page.tsx'
import { BottomBar } from './bottom-bar.tsx'
import styles from './queue-layout.module.css'

export function ReportsLayout() {
  return (
    <div className={styles.layout}>
      <ReportsPage />
      <BottomBar place="reports" />
    </div>
  )
}
