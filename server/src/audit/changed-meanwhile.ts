import type { AuditSubject } from '@otklik/protocol/settings'

import type { Queryable } from '../database/index.ts'
import { Refusal } from '../http/index.ts'

interface Stale {
  accountId: string
  kind: AuditSubject
  id?: string
  /** What the form was filled from. */
  version: number
}

/**
 * The refusal of a form that is out of date. Its facts say who changed the settings since and when
 * (`by`, `at`), so that a screen can; there are none where nobody did: a channel is renewed by its
 * platform too.
 */
export async function changedMeanwhile(
  database: Queryable,
  { accountId, kind, id, version }: Stale,
): Promise<Refusal> {
  const { rows } = await database.query<{ author_name: string; at: Date }>(
    `select author_name, at from audit
     where account_id = $1 and subject = $2 and subject_id is not distinct from $3 and version > $4
     order by id desc limit 1`,
    [accountId, kind, id ?? null, version],
  )
  const last = rows[0]
  if (!last) return new Refusal('changed-meanwhile')
  return new Refusal('changed-meanwhile', { by: last.author_name, at: last.at.toISOString() })
}
