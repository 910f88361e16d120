import { useWords } from '../../words/index.ts'
import styles from './list-skeleton.module.css'

const rows = ['a', 'b', 'c', 'd', 'e', 'f']

/** The shape of real rows, still. */
export function ListSkeleton() {
  const { common } = useWords()
  return (
    <div className={styles.skeleton} role="status" aria-label={common.loading}>
      {rows.map((row) => (
        <div key={row} className={styles.row}>
          <span className={styles.avatar} />
          <span className={styles.lines}>
            <span className={styles.first} />
            <span className={styles.second} />
          </span>
        </div>
      ))}
    </div>
  )
}
