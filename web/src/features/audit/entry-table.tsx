import type { AuditEntry } from '@otklik/protocol/settings'

import { useWords } from '../../words/index.ts'
import { EntryRow } from './entry-row.tsx'
import styles from './entry-table.module.css'
import { useSpeech } from './use-speech.ts'

export function EntryTable({ entries }: { entries: readonly AuditEntry[] }) {
  const { audit: words } = useWords()
  const speech = useSpeech()
  return (
    <table className={styles.table} aria-label={words.table}>
      <thead>
        <tr>
          <th scope="col">{words.columns.at}</th>
          <th scope="col">{words.columns.author}</th>
          <th scope="col">{words.columns.what}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <EntryRow key={entry.id} entry={entry} speech={speech} />
        ))}
      </tbody>
    </table>
  )
}
