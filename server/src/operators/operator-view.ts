import type { Operator } from '@otklik/protocol'

import { permissionsOf } from '../access/index.ts'
import type { Queryable } from '../database/index.ts'
import { NotFoundError } from '../http/index.ts'

/** An operator as stored; with it, what the rules about owners need to know. */
export interface OperatorRow {
  id: string
  user_id: string
  name: string
  version: number
  email: string
  role: Operator['role']
  is_disabled: boolean
  online_until: Date | null
  status: Operator['status']
  status_since: Date
  status_reason: string
  is_present: boolean
  capacity: number
  skills: string[]
  signature: string | null
  scope: Operator['scope']
  reviewed_team_ids: string[]
  owns_installation: boolean
}

const columns = `o.id, o.user_id, o.name, o.version, o.online_until, o.status, o.status_since, o.status_reason, o.is_present, o.capacity,
  o.skills, o.signature, o.scope,
  array(select rt.team_id from reviewed_teams rt
    where rt.account_id = o.account_id and rt.operator_id = o.id order by rt.team_id) as reviewed_team_ids, u.email, u.owns_installation, m.role, m.disabled_at is not null as is_disabled`
const source = `operators o
  join memberships m on m.account_id = o.account_id and m.user_id = o.user_id
  join users u on u.id = o.user_id`

export async function listOperators(
  database: Queryable,
  accountId: string,
  now: Date,
): Promise<Operator[]> {
  const { rows } = await database.query<OperatorRow>(
    `select ${columns} from ${source} where o.account_id = $1 order by o.name, o.id`,
    [accountId],
  )
  return rows.map((row) => toOperator(row, now))
}

export async function findOperators(
  database: Queryable,
  accountId: string,
  ids: string[],
): Promise<OperatorRow[]> {
  const { rows } = await database.query<OperatorRow>(
    `select ${columns} from ${source} where o.account_id = $1 and o.id = any($2)`,
    [accountId, ids],
  )
  return rows
}

export async function getOperator(
  database: Queryable,
  accountId: string,
  id: string,
): Promise<OperatorRow> {
  const [row] = await findOperators(database, accountId, [id])
  if (!row) throw new NotFoundError()
  return row
}

/** Conversations can be given to them. */
export function mayAnswer({ role, is_disabled }: Pick<OperatorRow, 'role' | 'is_disabled'>) {
  return !is_disabled && permissionsOf(role).has('conversations.take')
}

export function toOperator(row: OperatorRow, now: Date): Operator {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    role: row.role,
    isDisabled: row.is_disabled,
    version: row.version,
    status: row.is_present && !row.is_disabled ? row.status : 'offline',
    statusSince: statusSince(row).toISOString(),
    ...(row.status_reason && row.is_present && { statusReason: row.status_reason }),
    capacity: row.capacity,
    skills: row.skills,
    scope: row.scope,
    ...(row.reviewed_team_ids.length > 0 && { reviewedTeamIds: row.reviewed_team_ids }),
    isOnline: !row.is_disabled && row.online_until !== null && row.online_until > now,
  }
}

/** Whoever has closed the workplace is away since then, whatever they had chosen before. */
function statusSince({ is_present, status, status_since, online_until }: OperatorRow): Date {
  if (is_present || status === 'offline' || !online_until) return status_since
  return online_until > status_since ? online_until : status_since
}
