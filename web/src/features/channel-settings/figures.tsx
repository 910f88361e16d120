import type { ReactNode } from 'react'

import { useWords } from '../../words/index.ts'
import { Age } from './age.tsx'
import styles from './health-block.module.css'

export function Figures({ children }: { children: ReactNode }) {
  return <dl className={styles.figures}>{children}</dl>
}

interface FigureProps {
  label: string
  isBad?: boolean
  /** Less loud, behind it. */
  aside?: ReactNode
  children: ReactNode
}

export function Figure({ label, isBad = false, aside, children }: FigureProps) {
  return (
    <div className={styles.figure}>
      <dt>{label}</dt>
      <dd data-bad={isBad || undefined}>
        {children}
        {aside ? <span className={styles.aside}>{aside}</span> : null}
      </dd>
    </div>
  )
}

export function Moment({ at }: { at: string | undefined }) {
  const { channelSettings: words } = useWords()
  return at ? <Age at={at} say={words.ago} /> : words.never
}
