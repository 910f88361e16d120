import type { ReactNode } from 'react'

import { Icon, type IconName } from './icons.tsx'
import styles from './setting-row.module.css'

interface SettingRowProps {
  icon?: IconName
  title: ReactNode
  /** The current value in a few words, or why it cannot be changed now. */
  help?: ReactNode
  isOff?: boolean
  /** «Настроить» */
  children?: ReactNode
}

/** Leads elsewhere: name, summary of the current value, «Настроить» (interface.md §5). */
export function SettingRow({ icon, title, help, isOff = false, children }: SettingRowProps) {
  return (
    <div className={styles.row} data-off={isOff || undefined}>
      {icon ? <Icon name={icon} size={20} className={styles.icon} /> : null}
      <div className={styles.words}>
        <p className={styles.title}>{title}</p>
        {help ? <p className={styles.help}>{help}</p> : null}
      </div>
      {children ? <div className={styles.act}>{children}</div> : null}
    </div>
  )
}
