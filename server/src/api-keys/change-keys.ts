import type { ApiKey, createApiKeyRequest } from '@otklik/protocol/settings'
import { v7 as newId } from 'uuid'
import type { z } from 'zod'

import { createToken, hashToken } from '../access/index.ts'
import { differences, recordChange } from '../audit/index.ts'
import { lockAccount, type Queryable } from '../database/index.ts'
import { type Caller, InvalidFieldsError, Refusal } from '../http/index.ts'
import { KEY_PREFIX } from './key-prefix.ts'
import { getKey } from './key-row.ts'

const DAY_MS = 24 * 3_600_000
/** So that a list of keys stays one that somebody looks through. */
const MOST_KEYS = 100
/** Of the key itself: tells which one it is, and opens nothing. */
const HINT_LENGTH = 4

/** Shown now and never again; only its hash is kept. Nobody gives a key what they may not do. */
export async function createKey(
  client: Queryable,
  { caller, now }: { caller: Caller; now: Date },
  asked: z.output<typeof createApiKeyRequest>,
): Promise<ApiKey & { key: string }> {
  const { accountId, operatorId } = caller
  await lockAccount(client, accountId)
  const permissions = [...new Set(asked.permissions)]
  if (!permissions.every((each) => caller.can(each))) {
    throw new InvalidFieldsError({ permissions: { code: 'wrong-value' } })
  }
  const { rowCount } = await client.query(
    'select from api_keys where account_id = $1 and operator_id is not null and revoked_at is null',
    [accountId],
  )
  if ((rowCount ?? 0) >= MOST_KEYS) throw new Refusal('too-many', { maximum: MOST_KEYS })
  const token = createToken()
  const id = newId()
  const { expiresInDays } = asked
  await client.query(
    `insert into api_keys (token_hash, account_id, id, name, operator_id, permissions, scope, hint,
       per_minute, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      hashToken(token),
      accountId,
      id,
      asked.name,
      operatorId,
      permissions,
      asked.scope,
      `${KEY_PREFIX}${token.slice(0, HINT_LENGTH)}`,
      asked.perMinute,
      now,
      expiresInDays === undefined ? null : new Date(now.getTime() + expiresInDays * DAY_MS),
    ],
  )
  const made = await getKey(client, accountId, id)
  const { name, scope, perMinute, expiresAt } = made
  await recordChange(client, caller, {
    action: 'created',
    subject: { kind: 'api-key', id, name },
    changes: differences(undefined, {
      permissions,
      scope,
      perMinute,
      ...(expiresAt && { expiresAt }),
    }),
  })
  return { ...made, key: `${KEY_PREFIX}${token}` }
}

/** For good, and from now on: the next request with it is refused. */
export async function revokeKey(
  client: Queryable,
  { caller, now }: { caller: Caller; now: Date },
  id: string,
): Promise<void> {
  const { accountId } = caller
  await lockAccount(client, accountId)
  const { name, revokedAt } = await getKey(client, accountId, id)
  if (revokedAt) return
  await client.query('update api_keys set revoked_at = $3 where account_id = $1 and id = $2', [
    accountId,
    id,
    now,
  ])
  await recordChange(client, caller, {
    action: 'deleted',
    subject: { kind: 'api-key', id, name },
    changes: [],
  })
}
