import { type ReactNode, useId } from 'react'

import styles from './block.module.css'

interface BlockProps {
  title: string
  help?: ReactNode
  /** At the title's right. */
  aside?: ReactNode
  children?: ReactNode
}

/** One subject of a settings page: title, one line of help, fields. */
export function Block({ title, help, aside, children }: BlockProps) {
  const id = useId()
  return (
    <section className={styles.block} aria-labelledby={id}>
      <div className={styles.head}>
        <div className={styles.words}>
          <h2 id={id} className={styles.title}>
            {title}
          </h2>
          {help ? <p className={styles.help}>{help}</p> : null}
        </div>
        {aside}
      </div>
      {children}
    </section>
  )
}
