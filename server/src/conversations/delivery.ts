import type { DeliveryAttempt, MessageDelivery } from '@otklik/protocol'

import type { Queryable } from '../database/index.ts'
import type { PartOutcome } from '../rules/index.ts'

interface PartRow {
  id: string
  kind: 'message' | 'edit' | 'deletion'
  state: MessageDelivery['parts'][number]['state']
  next_at: Date
  expires_at: Date
  external_ids: string[]
  attempts: AttemptRow[]
}

interface AttemptRow {
  number: number
  startedAt: string
  endedAt: string | null
  detail: PartOutcome | null
}

/**
 * Every call that a message became, and every try of it. What the platform named stands with the
 * first call: names are kept by message.
 */
export async function findDelivery(
  database: Queryable,
  accountId: string,
  messageId: string,
): Promise<MessageDelivery> {
  const { rows } = await database.query<PartRow>(
    `select p.id, p.kind, p.state, p.next_at, p.expires_at,
       case when p.kind = 'message' and p.position = min(p.position) over (partition by p.kind) then array(
         select e.external_id from external_messages e
         where e.account_id = p.account_id and e.message_id = p.message_id order by e.position
       ) else '{}' end as external_ids,
       coalesce((
         select jsonb_agg(jsonb_build_object('number', a.number, 'startedAt', a.started_at,
           'endedAt', a.ended_at, 'detail', a.detail) order by a.number)
         from attempts a where a.account_id = p.account_id and a.part_id = p.id), '[]') as attempts
     from parts p
     where p.account_id = $1 and p.message_id = $2 and p.kind <> 'acknowledgement'
     order by p.position`,
    [accountId, messageId],
  )
  return {
    parts: rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      state: row.state,
      ...(row.state === 'queued' && { nextAt: row.next_at.toISOString() }),
      expiresAt: row.expires_at.toISOString(),
      externalIds: row.external_ids,
      attempts: row.attempts.map(viewAttempt),
    })),
  }
}

function viewAttempt({ number, startedAt, endedAt, detail }: AttemptRow): DeliveryAttempt {
  const refusal = detail?.result === 'retry' || detail?.result === 'failed' ? detail : undefined
  return {
    number,
    startedAt: new Date(startedAt).toISOString(),
    ...(endedAt && { endedAt: new Date(endedAt).toISOString() }),
    result: detail?.result ?? 'sending',
    ...(refusal && { reason: refusal.reason }),
    ...(refusal?.code && { code: refusal.code }),
    ...(refusal && 'detail' in refusal && refusal.detail && { detail: refusal.detail }),
  }
}
