import { Delayed } from './delayed.tsx'
import styles from './skeleton.module.css'

interface SkeletonProps {
  label: string
  /** Heights of the still shapes that stand where the content will be. */
  shapes: readonly ('line' | 'row' | 'card' | 'block')[]
}

/** Keeps the place of what is being loaded; it stands still (interface.md §7). */
export function Skeleton({ label, shapes }: SkeletonProps) {
  return (
    <div className={styles.skeleton} role="status" aria-label={label}>
      <Delayed>
        {shapes.map((shape, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: shapes have no identity and never move
          <span key={index} className={styles[shape]} />
        ))}
      </Delayed>
    </div>
  )
}
