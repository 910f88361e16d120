import type { DeliveryStatus } from '@otklik/protocol'

import { Icon, type IconName } from '../../ui/icons.tsx'
import { useWords } from '../../words/index.ts'
import styles from './status-tick.module.css'

interface StatusTickProps {
  status: DeliveryStatus
  /** In a list, where «read» need not stand out. */
  isQuiet?: boolean
}

const icons: Record<DeliveryStatus, IconName> = {
  queued: 'clock',
  sent: 'check',
  delivered: 'checks',
  read: 'checks',
  unknown: 'checkDot',
  failed: 'failed',
  cancelled: 'close',
}

/** Never claims more than is known: one tick — the platform took it, two — it told us more. */
export function StatusTick({ status, isQuiet = false }: StatusTickProps) {
  const { ticks } = useWords().transcript
  return (
    <span
      className={styles.tick}
      data-status={status}
      data-quiet={isQuiet || undefined}
      role="img"
      aria-label={ticks[status]}
      title={ticks[status]}
    >
      <Icon name={icons[status]} size={14} />
    </span>
  )
}
