import { Button } from '@mantine/core'
import type { ReactNode } from 'react'

import { Icon, type IconName } from '../../ui/icons.tsx'
import styles from './closed-composer.module.css'

interface ClosedComposerProps {
  icon: IconName
  title: string
  help: string
  /** What can be done instead: one or two buttons. */
  children?: ReactNode
  /** Who else is here. */
  end?: ReactNode
}

/** The box gives way to the reason; it is never just greyed. */
export function ClosedComposer({ icon, title, help, children, end }: ClosedComposerProps) {
  return (
    <div className={styles.closed}>
      <p className={styles.reason}>
        <Icon name={icon} className={styles.icon} />
        <span className={styles.words}>
          <strong>{title}.</strong> {help}
        </span>
        {end}
      </p>
      {children ? <div className={styles.actions}>{children}</div> : null}
    </div>
  )
}

export function WayOn({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button variant="default" onClick={onClick}>
      {label}
    </Button>
  )
}
