import type { AuditEntry } from '@otklik/protocol/settings'
import { Link } from '@tanstack/react-router'

import { Changes } from './changes.tsx'
import styles from './entry-table.module.css'
import type { Speech } from './say-value.ts'
import { subjectTitle } from './subject-title.ts'

interface EntryRowProps {
  entry: AuditEntry
  speech: Speech
}

export function EntryRow({ entry, speech }: EntryRowProps) {
  const { words, formats } = speech
  const { audit } = words
  const at = new Date(entry.at)
  return (
    <tr className={styles.entry}>
      <td className={styles.at}>
        <time dateTime={entry.at} title={formats.fullMoment(at)}>
          {formats.moment(at)}
        </time>
      </td>
      <td className={styles.author}>{entry.author.name || audit.installation}</td>
      <td className={styles.what}>
        <p className={styles.subject}>
          <Subject entry={entry} title={subjectTitle(entry.subject, words)} />{' '}
          <span className={styles.action}>{audit.actions[entry.action]}</span>
        </p>
        <Changes changes={entry.changes} speech={speech} />
      </td>
    </tr>
  )
}

/** Leads to all that was changed of it. */
function Subject({ entry: { subject }, title }: { entry: AuditEntry; title: string }) {
  if (!subject.id) return title
  const search = { subject: subject.kind, subjectId: subject.id }
  return (
    <Link to="/settings/audit" search={search} className={styles.link}>
      {title}
    </Link>
  )
}
