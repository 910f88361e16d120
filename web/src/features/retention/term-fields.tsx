import { NativeSelect } from '@mantine/core'
import type { RetentionTerms } from '@otklik/protocol'

import { useWords } from '../../words/index.ts'
import styles from './retention.module.css'

interface TermFieldsProps {
  terms: RetentionTerms
  /** Whose they are, where it is not everybody's. */
  of?: string
  onChange: (changes: Partial<RetentionTerms>) => void
}

const offered = {
  messagesDays: [30, 90, 180, 365, 1095],
  filesDays: [7, 30, 90, 180, 365, 1095],
  bodiesDays: [1, 3, 7],
  visitorsDays: [30, 90, 180, 365, 1095],
}
const kinds = ['messagesDays', 'filesDays', 'bodiesDays', 'visitorsDays'] as const

export function TermFields({ terms, of, onChange }: TermFieldsProps) {
  const { retention: words } = useWords()
  return (
    <div className={styles.fields}>
      {kinds.map((kind) => {
        const days = terms[kind]
        const known = days === null || offered[kind].includes(days)
        const choices = known ? offered[kind] : [...offered[kind], days].sort((a, b) => a - b)
        const label = words.kinds[kind]
        return (
          <NativeSelect
            key={kind}
            label={label}
            {...(of && { 'aria-label': words.kindsOf(label, of) })}
            value={days === null ? '' : String(days)}
            data={[
              { value: '', label: kind === 'bodiesDays' ? words.usualBodies : words.forEver },
              ...choices.map((each) => ({ value: String(each), label: words.days(each) })),
            ]}
            onChange={(event) => {
              const { value } = event.currentTarget
              onChange({ [kind]: value === '' ? null : Number(value) })
            }}
          />
        )
      })}
    </div>
  )
}
