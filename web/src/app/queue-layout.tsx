import { QueuePage } from '../features/queue/queue-page.tsx'
import { BottomBar } from './bottom-bar.tsx'
import styles from './queue-layout.module.css'

export function QueueLayout() {
  return (
    <div className={styles.layout}>
      <QueuePage />
      <BottomBar place="queue" />
    </div>
  )
}
