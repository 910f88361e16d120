import type { Conversation } from '@otklik/protocol'

import { Icon } from '../../ui/icons.tsx'
import { useWords } from '../../words/index.ts'
import styles from './page-strip.module.css'

/** VK-22: what is said here stands on a page, where others read it too. */
export function PageStrip({ page }: { page: NonNullable<Conversation['page']> }) {
  const { conversation } = useWords()
  const title = conversation.commentOn(page.title)
  return (
    <p className={styles.strip}>
      <Icon name="message" size={14} />
      <a
        className={styles.link}
        href={page.url}
        target="_blank"
        rel="noopener noreferrer"
        title={title}
      >
        <span className={styles.title}>{title}</span>
        <Icon name="external" size={12} />
      </a>
    </p>
  )
}
