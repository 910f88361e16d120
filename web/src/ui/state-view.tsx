import type { ReactNode } from 'react'

import { Icon, type IconName } from './icons.tsx'
import styles from './state-view.module.css'

interface StateViewProps {
  icon: IconName
  title: string
  help?: string | undefined
  tone?: 'plain' | 'danger'
  action?: ReactNode
  code?: string | undefined
}

/** Empty and failed columns: an icon, what it is, one way on (interface.md §7). */
export function StateView({ icon, title, help, tone = 'plain', action, code }: StateViewProps) {
  return (
    <div className={styles.view} role={tone === 'danger' ? 'alert' : undefined}>
      <span className={styles.icon} data-tone={tone}>
        <Icon name={icon} size={24} />
      </span>
      <p className={styles.title}>{title}</p>
      {help ? <p className={styles.help}>{help}</p> : null}
      {action ? <div className={styles.action}>{action}</div> : null}
      {code ? <p className={styles.code}>{code}</p> : null}
    </div>
  )
}
