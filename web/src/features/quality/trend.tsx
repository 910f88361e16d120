import type { QualityFigures } from '@otklik/protocol/reports'

import styles from './tables.module.css'
import { useNames } from './use-names.ts'

/** How the average stands to that of as many days before, in words: colour only repeats them. */
export function Trend({ figures: { average, previousAverage } }: { figures: QualityFigures }) {
  const { words, formats } = useNames()
  if (average === undefined || previousAverage === undefined) return '—'
  const by = Math.round(10 * (average - previousAverage)) / 10
  if (by === 0) return words.results.same
  const size = formats.number(Math.abs(by))
  return (
    <span className={by > 0 ? styles.good : styles.bad}>
      {by > 0 ? words.results.better(size) : words.results.worse(size)}
    </span>
  )
}
