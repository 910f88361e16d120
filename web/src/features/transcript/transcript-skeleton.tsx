import { useWords } from '../../words/index.ts'
import styles from './transcript-skeleton.module.css'

export function TranscriptSkeleton() {
  const { common } = useWords()
  return (
    <div className={styles.skeleton} role="status" aria-label={common.loading}>
      <span className={styles.left} />
      <span className={styles.right} />
      <span className={styles.left} />
      <span className={styles.right} />
    </div>
  )
}
