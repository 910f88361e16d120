import type { OperatorStatus } from '@otklik/protocol'

import { useWords } from '../../words/index.ts'
import styles from './status-mark.module.css'

interface StatusMarkProps {
  status: OperatorStatus
  /** The words stand beside it already. */
  isNamed?: boolean
  /** At the corner of an avatar. */
  corner?: 'small' | 'large'
}

/** A shape of its own for each: filled, half, barred, hollow (interface.md §3). */
export function StatusMark({ status, isNamed = false, corner }: StatusMarkProps) {
  const { presence } = useWords()
  const name = presence.statuses[status]
  return (
    <span
      className={styles.mark}
      data-status={status}
      data-corner={corner}
      {...(isNamed ? { 'aria-hidden': true } : { role: 'img', 'aria-label': name, title: name })}
    />
  )
}
