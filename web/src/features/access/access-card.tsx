import type { ReactNode } from 'react'

import { useWords } from '../../words/index.ts'
import styles from './access-card.module.css'
import { LanguageChoice } from './language-choice.tsx'

interface AccessCardProps {
  title: string
  help?: ReactNode
  children?: ReactNode
  /** Under the card, quietly. */
  foot?: ReactNode
}

/** The one card of every page that is seen before anybody is signed in. */
export function AccessCard({ title, help, children, foot }: AccessCardProps) {
  const { common } = useWords()
  return (
    <main className={styles.page}>
      <div className={styles.column}>
        <p className={styles.brand}>
          <img src="/icon.svg" width={28} height={28} alt="" />
          {common.product}
        </p>
        <section className={styles.card}>
          <h1 className={styles.title}>{title}</h1>
          {help ? <p className={styles.help}>{help}</p> : null}
          {children}
        </section>
        <div className={styles.foot}>
          {foot}
          <LanguageChoice />
        </div>
      </div>
    </main>
  )
}
