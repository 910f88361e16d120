import type { AuditAction, AuditChange, AuditSubject } from '@otklik/protocol/settings'
import { v7 as newId } from 'uuid'

import type { Queryable } from '../database/index.ts'
import { toDatabaseJson } from '../lib/database-json.ts'

/** Who did it, as a caller is; no operator where it was the installation itself. */
export interface Author {
  accountId: string
  operatorId?: string | undefined
  /** A program did it in their name. */
  key?: { name: string } | undefined
}

interface Change {
  action: AuditAction
  subject: { kind: AuditSubject; id?: string; name: string }
  /** Secrets as masks. A change of nothing is not kept. */
  changes: AuditChange[]
  /** Of the subject, after the change: who still has an older one learns who was faster. */
  version?: number
}

/** For the transaction that makes the change, before its words for the feed. */
export async function recordChange(
  client: Queryable,
  { accountId, operatorId, key }: Author,
  { action, subject, changes, version }: Change,
): Promise<void> {
  if (action === 'changed' && changes.length === 0) return
  await client.query(
    `insert into audit (account_id, id, author_id, author_name, action, subject, subject_id,
       subject_name, changes, version)
     values ($1, $2, $3,
       coalesce((select name from operators where account_id = $1 and id = $3), '') || $10,
       $4, $5, $6, $7, $8, $9)`,
    [
      accountId,
      newId(),
      operatorId ?? null,
      action,
      subject.kind,
      subject.id ?? null,
      subject.name,
      toDatabaseJson(changes),
      version ?? null,
      key ? ` · ${key.name}` : '',
    ],
  )
}
