import { createHash } from 'node:crypto'
import type { Permission, Role, Scope } from '@otklik/protocol'
import type { KeyPermission } from '@otklik/protocol/settings'

import { hashToken, isVisibleTo, permissionsOf, scopeOf } from '../access/index.ts'
import type { Queryable } from '../database/index.ts'
import type { Caller } from '../http/index.ts'
import { KEY_PREFIX } from './key-prefix.ts'

const widths: readonly Scope[] = ['own', 'team', 'all']

interface KeyRow {
  id: string
  name: string
  permissions: KeyPermission[]
  key_scope: Scope
  per_minute: number
  account_id: string
  operator_id: string
  user_id: string
  role: Role
  scope: Scope
  team_ids: string[]
  is_suspended: boolean
}

/**
 * Who calls with this key: its operator, with less. What they may not do any more, it may not
 * either, and where they have no access any more it opens nothing. Asked anew for every request, so
 * that a key that was revoked is refused at once.
 */
export async function findByKey(
  client: Queryable,
  key: string,
  now: Date,
): Promise<Caller | undefined> {
  const hash = key.startsWith(KEY_PREFIX) ? hashToken(key.slice(KEY_PREFIX.length)) : undefined
  if (!hash) return undefined
  const { rows } = await client.query<KeyRow>(
    `with used as (
       update api_keys set last_used_at = $2 where token_hash = $1 and revoked_at is null
         and (last_used_at is null or last_used_at < $2::timestamptz - interval '1 minute'))
     select k.id, k.name, k.permissions, k.scope as key_scope, k.per_minute, k.account_id,
       o.id as operator_id, o.user_id, m.role, o.scope, a.suspended_at is not null as is_suspended,
       array(
         select t.id from teams t
         left join team_members tm on tm.account_id = t.account_id and tm.team_id = t.id
           and tm.operator_id = o.id
         where t.account_id = o.account_id and (t.is_everyone or tm.operator_id is not null)
       ) as team_ids
     from api_keys k
     join accounts a on a.id = k.account_id
     join operators o on o.account_id = k.account_id and o.id = k.operator_id
     join users u on u.id = o.user_id and u.disabled_at is null
     join memberships m on m.account_id = k.account_id and m.user_id = o.user_id
       and m.disabled_at is null
     where k.token_hash = $1 and k.revoked_at is null
       and (k.expires_at is null or k.expires_at > $2)`,
    [hash, now],
  )
  return rows[0] && toCaller(rows[0])
}

function toCaller(row: KeyRow): Caller {
  const allowed = permissionsOf(row.role)
  const given: ReadonlySet<Permission> = new Set(row.permissions)
  const ofOperator = scopeOf(row.role, row.scope)
  const scope = widths.find((each) => each === row.key_scope || each === ofOperator) ?? 'own'
  const seesOf = [row.operator_id, ...(scope === 'own' ? [] : row.team_ids.sort())]
  return {
    userId: row.user_id,
    accountId: row.account_id,
    operatorId: row.operator_id,
    role: row.role,
    isSuspended: row.is_suspended,
    ownsInstallation: false,
    scope,
    seesOf,
    sessionId: row.id,
    onlyAccount: true,
    mustProtect: false,
    key: { id: row.id, name: row.name, perMinute: row.per_minute },
    viewId: nameView([row.role, row.is_suspended, scope, row.permissions, seesOf]),
    can: (permission) => allowed.has(permission) && given.has(permission),
    sees: (concerns) => isVisibleTo({ scope, seesOf }, concerns),
  }
}

const nameView = (parts: unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 16)
