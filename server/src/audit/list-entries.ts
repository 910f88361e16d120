import type { AuditEntry, AuditPage, auditPageQuery } from '@otklik/protocol/settings'
import type { z } from 'zod'

import type { Queryable } from '../database/index.ts'
import { maskName } from '../lib/phones.ts'

interface AuditRow {
  id: string
  at: Date
  author_id: string | null
  author_name: string
  action: AuditEntry['action']
  subject: AuditEntry['subject']['kind']
  subject_id: string | null
  subject_name: string
  changes: AuditEntry['changes']
}

/** Newest first. */
export async function listEntries(
  database: Queryable,
  accountId: string,
  { before, subject, subjectId, authorId, limit }: z.output<typeof auditPageQuery>,
): Promise<AuditPage> {
  const { rows } = await database.query<AuditRow>(
    `select id, at, author_id, author_name, action, subject, subject_id, subject_name, changes
     from audit
     where account_id = $1 and ($2::uuid is null or id < $2) and ($3::text is null or subject = $3)
       and ($4::uuid is null or subject_id = $4) and ($5::uuid is null or author_id = $5)
     order by id desc limit $6`,
    [
      accountId,
      before ?? null,
      subject ?? null,
      subjectId ?? null,
      authorId ?? null,
      // One more tells whether there are others.
      limit + 1,
    ],
  )
  return { entries: rows.slice(0, limit).map(toEntry), hasMore: rows.length > limit }
}

function toEntry(row: AuditRow): AuditEntry {
  return {
    id: row.id,
    at: row.at.toISOString(),
    author: { ...(row.author_id && { id: row.author_id }), name: row.author_name },
    action: row.action,
    subject: {
      kind: row.subject,
      ...(row.subject_id && { id: row.subject_id }),
      name: row.subject === 'contact' ? maskName(row.subject_name) : row.subject_name,
    },
    changes: row.changes.map(viewChange),
  }
}

/** With whom somebody became one is a name of a customer too. */
const viewChange = (change: AuditEntry['changes'][number]) =>
  change.field === 'mergedContact'
    ? { ...change, before: masked(change.before), after: masked(change.after) }
    : change

const masked = <Value>(value: Value) => (typeof value === 'string' ? maskName(value) : value)
