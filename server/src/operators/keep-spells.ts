import type { Queryable } from '../database/index.ts'
import { type OperatorRow, toOperator } from './operator-view.ts'

interface Changed {
  accountId: string
  rows: readonly OperatorRow[]
  now: Date
}

/** How long each of them was how: a spell ends when another status or another reason begins. */
export async function keepSpells(
  client: Queryable,
  { accountId, rows, now }: Changed,
): Promise<void> {
  const spells = rows.map((row) => {
    const { status } = toOperator(row, now)
    const isAway = status === 'break' || status === 'do-not-disturb'
    return { id: row.id, status, reason: isAway ? row.status_reason : '', at: beganAt(row, now) }
  })
  const values = [
    accountId,
    spells.map(({ id }) => id),
    spells.map(({ status }) => status),
    spells.map(({ reason }) => reason),
    spells.map(({ at }) => at),
  ]
  const wanted =
    'unnest($2::uuid[], $3::text[], $4::text[], $5::timestamptz[]) as w (id, status, reason, at)'
  await client.query(
    `update operator_spells s set until = greatest(s.since, w.at) from ${wanted}
     where s.account_id = $1 and s.operator_id = w.id and s.until is null
       and (s.status, s.reason) is distinct from (w.status, w.reason)`,
    values,
  )
  await client.query(
    `insert into operator_spells (account_id, operator_id, since, status, reason)
     select $1, w.id, greatest(w.at, (select max(s.until) from operator_spells s
       where s.account_id = $1 and s.operator_id = w.id)), w.status, w.reason
     from ${wanted}
     where not exists (select from operator_spells s
       where s.account_id = $1 and s.operator_id = w.id and s.until is null)
     on conflict (account_id, operator_id, since)
     do update set status = excluded.status, reason = excluded.reason, until = null`,
    values,
  )
}

/** Whoever has closed the workplace is away since they were last seen, noticed or not. */
function beganAt({ is_present, online_until }: OperatorRow, now: Date): Date {
  return !is_present && online_until && online_until < now ? online_until : now
}
