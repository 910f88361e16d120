import type { ReactNode } from 'react'

import styles from './save-bar.module.css'

/** Under a page that is not saved but done with: connect, create. */
export function BarFrame({ children }: { children: ReactNode }) {
  return <footer className={styles.bar}>{children}</footer>
}

/** Why the button is off. */
export function BarHint({ children }: { children: ReactNode }) {
  return <p className={styles.state}>{children}</p>
}

export function BarFailure({ children }: { children: ReactNode }) {
  return (
    <p className={`${styles.state} ${styles.failure}`} role="alert">
      {children}
    </p>
  )
}
