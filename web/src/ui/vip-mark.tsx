import { useWords } from '../words/index.ts'
import styles from './vip-mark.module.css'

/** Beside a name: grey, because nothing is wrong and nothing is to be done. */
export function VipMark() {
  const { card } = useWords()
  return <span className={styles.mark}>{card.vip}</span>
}
