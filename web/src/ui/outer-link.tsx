import type { ReactNode } from 'react'

import { Icon } from './icons.tsx'
import styles from './outer-link.module.css'

/** Leads away from the product, into a tab of its own. */
export function OuterLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a className={styles.link} href={href} target="_blank" rel="noreferrer">
      {children}
      <Icon name="external" size={12} />
    </a>
  )
}
