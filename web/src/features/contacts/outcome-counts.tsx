import { importOutcomes } from '@otklik/protocol/limits'
import type { ImportOutcome } from '@otklik/protocol/settings'

import { useFormats } from '../../words/index.ts'
import styles from './import-page.module.css'

interface OutcomeCountsProps {
  counts: Record<ImportOutcome, number>
  names: Record<ImportOutcome, string>
}

/** How many rows come to what; what comes to nothing is left out. */
export function OutcomeCounts({ counts, names }: OutcomeCountsProps) {
  const formats = useFormats()
  return (
    <dl className={styles.counts}>
      {importOutcomes
        .filter((outcome) => counts[outcome] > 0)
        .map((outcome) => (
          <div key={outcome} className={styles.figure} data-outcome={outcome}>
            <dt>{names[outcome]}</dt>
            <dd>{formats.number(counts[outcome])}</dd>
          </div>
        ))}
    </dl>
  )
}
