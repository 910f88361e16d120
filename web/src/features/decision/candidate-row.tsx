import type { Decision } from '@otklik/protocol'

import { Avatar } from '../../ui/avatar.tsx'
import { Icon } from '../../ui/icons.tsx'
import { useFormats, useWords } from '../../words/index.ts'
import { type Candidate, idleMs, reasonOf } from './candidates.ts'
import styles from './decision-drawer.module.css'

interface CandidateRowProps {
  candidate: Candidate
  decision: Decision
  /** What the chosen are called. */
  mark: string
}

export function CandidateRow({ candidate, decision, mark }: CandidateRowProps) {
  const { decision: words } = useWords()
  const formats = useFormats()
  const { name, load, capacity, isChosen } = candidate
  const idle = idleMs(candidate, decision)
  const reason = reasonOf(candidate, words)
  const facts = [
    words.load(load, capacity),
    idle === undefined ? words.neverAssigned : words.idle(formats.duration(idle)),
  ]
  return (
    <li className={styles.candidate} data-chosen={isChosen || undefined}>
      <Avatar name={name} size="sm" />
      <span className={styles.words}>
        <span className={styles.name}>{name}</span>
        <span className={styles.facts}>
          {facts.map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
        </span>
        <Places load={load} capacity={capacity} />
      </span>
      {isChosen ? (
        <span className={styles.chosen}>
          <Icon name="check" size={14} />
          {mark}
        </span>
      ) : (
        <span className={styles.reason} data-free={candidate.exclusion ? undefined : true}>
          {reason}
        </span>
      )}
    </li>
  )
}

/** More than this are drawn as a share. */
const mostPlaces = 12

function Places({ load, capacity }: { load: number; capacity: number }) {
  const count = Math.min(capacity, mostPlaces)
  const taken = capacity > mostPlaces ? Math.round((load / capacity) * count) : load
  return (
    <span className={styles.places} aria-hidden="true">
      {Array.from({ length: count }, (_, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a place is its number
        <span key={place} className={styles.place} data-taken={place < taken || undefined} />
      ))}
    </span>
  )
}
