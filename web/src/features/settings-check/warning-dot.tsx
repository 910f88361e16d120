import { useWords } from '../../words/index.ts'
import styles from './warning-dot.module.css'

/** On a tab or a card: behind it something has to be looked at. */
export function WarningDot() {
  const { settingsCheck } = useWords()
  return (
    <span
      className={styles.dot}
      role="img"
      aria-label={settingsCheck.label}
      title={settingsCheck.label}
    />
  )
}
