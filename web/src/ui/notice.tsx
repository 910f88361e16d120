import type { ReactNode } from 'react'

import { Icon, type IconName } from './icons.tsx'
import styles from './notice.module.css'

type Tone = 'plain' | 'ok' | 'warn' | 'danger'

interface NoticeProps {
  tone?: Tone
  /** Said aloud when it appears: for what follows an act, not for what was there all along. */
  isNew?: boolean
  help?: ReactNode
  actions?: ReactNode
  children: ReactNode
}

const icons: Record<Tone, IconName> = {
  plain: 'pause',
  ok: 'checkCircle',
  warn: 'warning',
  danger: 'failed',
}

/** What is the matter and what can be done about it, in the block it concerns. */
export function Notice({ tone = 'plain', isNew = false, help, actions, children }: NoticeProps) {
  return (
    <div className={styles.notice} data-tone={tone} role={isNew ? 'alert' : undefined}>
      <Icon name={icons[tone]} className={styles.icon} />
      <div className={styles.words}>
        <p>{children}</p>
        {help ? <p className={styles.help}>{help}</p> : null}
        {actions ? <div className={styles.actions}>{actions}</div> : null}
      </div>
    </div>
  )
}
