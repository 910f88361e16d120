import type { ReactNode } from 'react'

import styles from './chip.module.css'

interface ChipProps {
  tone?: 'plain' | 'ok' | 'warn' | 'danger'
  /** A dot before the words: something that goes on by itself. */
  isLive?: boolean
  children: ReactNode
}

/** A state in one or two words; the colour only repeats them. */
export function Chip({ tone = 'plain', isLive = false, children }: ChipProps) {
  return (
    <span className={styles.chip} data-tone={tone}>
      {isLive ? <span className={styles.dot} /> : null}
      {children}
    </span>
  )
}
