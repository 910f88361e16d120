import type { ApiKey } from '@otklik/protocol/settings'

import type { Queryable } from '../database/index.ts'
import { NotFoundError } from '../http/index.ts'

interface KeyRow {
  id: string
  name: string
  hint: string
  permissions: ApiKey['permissions']
  scope: ApiKey['scope']
  per_minute: number
  operator_id: string
  operator_name: string
  created_at: Date
  last_used_at: Date | null
  expires_at: Date | null
  revoked_at: Date | null
}

const select = `select k.*, o.name as operator_name from api_keys k
  join operators o on o.account_id = k.account_id and o.id = k.operator_id`

export async function listKeys(client: Queryable, accountId: string): Promise<ApiKey[]> {
  const { rows } = await client.query<KeyRow>(
    `${select} where k.account_id = $1 order by k.revoked_at is not null, k.id desc limit 500`,
    [accountId],
  )
  return rows.map(viewKey)
}

export async function getKey(client: Queryable, accountId: string, id: string): Promise<ApiKey> {
  const { rows } = await client.query<KeyRow>(`${select} where k.account_id = $1 and k.id = $2`, [
    accountId,
    id,
  ])
  if (!rows[0]) throw new NotFoundError()
  return viewKey(rows[0])
}

function viewKey(row: KeyRow): ApiKey {
  return {
    id: row.id,
    name: row.name,
    hint: row.hint,
    permissions: row.permissions,
    scope: row.scope,
    perMinute: row.per_minute,
    operator: { id: row.operator_id, name: row.operator_name },
    createdAt: row.created_at.toISOString(),
    ...(row.last_used_at && { lastUsedAt: row.last_used_at.toISOString() }),
    ...(row.expires_at && { expiresAt: row.expires_at.toISOString() }),
    ...(row.revoked_at && { revokedAt: row.revoked_at.toISOString() }),
  }
}
