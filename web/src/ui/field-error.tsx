import type { ReactNode } from 'react'

import styles from './field-error.module.css'
import { Icon } from './icons.tsx'

/** What is wrong with a field, in the place of its help: words with an icon, not a colour alone. */
export function fieldError(text: string | undefined): ReactNode {
  if (!text) return undefined
  return (
    <span className={styles.error}>
      <Icon name="failed" size={14} className={styles.icon} />
      {text}
    </span>
  )
}
