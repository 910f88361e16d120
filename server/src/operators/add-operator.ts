import type { Role } from '@otklik/protocol'
import { v7 as uuid } from 'uuid'

import { appendFeed, type Queryable } from '../database/index.ts'
import { getOperator, type OperatorRow, toOperator } from './operator-view.ts'

export interface NewOperator {
  accountId: string
  userId: string
  name: string
  role: Role
}

/** A membership and the operator it answers as. Ends with the feed: make it the last statement. */
export async function addOperator(
  client: Queryable,
  { accountId, userId, name, role }: NewOperator,
  now: Date,
): Promise<string> {
  const id = uuid()
  await client.query(
    'insert into memberships (account_id, user_id, role, created_at) values ($1, $2, $3, $4)',
    [accountId, userId, role, now],
  )
  await client.query(
    'insert into operators (account_id, id, user_id, name) values ($1, $2, $3, $4)',
    [accountId, id, userId, name],
  )
  await announceOperator(client, { accountId, id, now })
  return id
}

/** Tells every open workplace what became of this operator. */
export async function announceOperator(
  client: Queryable,
  { accountId, id, now }: { accountId: string; id: string; now: Date },
): Promise<OperatorRow> {
  const row = await getOperator(client, accountId, id)
  await appendFeed(client, accountId, [
    { kind: 'operator', version: row.version, payload: toOperator(row, now) },
  ])
  return row
}
