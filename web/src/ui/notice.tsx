import type { ReactNode } from 'react'

import { Icon, type IconName } from './icons.tsx'
import styles from './notice.module.css'

type Tone = 'plain' | 'ok' | 'warn' | 'danger'

interface NoticeProps {
  /** By which it is found and focused when it has something to say to an act elsewhere. */
  id?: string
  tone?: Tone
  /** Said aloud when it appears: for what follows an act, not for what was there all along. */
  isNew?: boolean
  icon?: IconName
  help?: ReactNode
  actions?: ReactNode
  children: ReactNode
}

const icons: Record<Tone, IconName | undefined> = {
  plain: undefined,
  ok: 'checkCircle',
  warn: 'warning',
  danger: 'failed',
}

/** What is the matter and what can be done about it, in the block it concerns. */
export function Notice(props: NoticeProps) {
  const { id, tone = 'plain', isNew = false, icon = icons[tone], help, actions, children } = props
  return (
    <div
      id={id}
      tabIndex={id === undefined ? undefined : -1}
      className={styles.notice}
      data-tone={tone}
      role={isNew ? 'alert' : undefined}
    >
      {icon ? <Icon name={icon} className={styles.icon} /> : null}
      <div className={styles.words}>
        <p>{children}</p>
        {help ? <p className={styles.help}>{help}</p> : null}
        {actions ? <div className={styles.actions}>{actions}</div> : null}
      </div>
    </div>
  )
}
