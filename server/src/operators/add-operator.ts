import type { Role } from '@otklik/protocol'
import { v7 as uuid } from 'uuid'

import { recordChange } from '../audit/index.ts'
import { lockAccount, type Queryable, renewSettings } from '../database/index.ts'
import { touchTeamsOf } from '../teams/index.ts'
import { announceOperators } from './announce-operators.ts'

export interface NewOperator {
  accountId: string
  userId: string
  name: string
  role: Role
  /** They joined a company that is there; others were made with it. */
  isInvited?: boolean
}

/** A membership and the operator it answers as. Ends with the feed: make it the last statement. */
export async function addOperator(
  client: Queryable,
  { accountId, userId, name, role, isInvited = false }: NewOperator,
  now: Date,
): Promise<string> {
  await lockAccount(client, accountId)
  const id = uuid()
  await client.query(
    'insert into memberships (account_id, user_id, role, created_at) values ($1, $2, $3, $4)',
    [accountId, userId, role, now],
  )
  await client.query(
    `insert into operators (account_id, id, user_id, name, status_since, scope)
     values ($1, $2, $3, $4, $5, case when $6 = 'quality-reviewer' then 'all' else 'team' end)`,
    [accountId, id, userId, name, now, role],
  )
  if (isInvited) {
    await recordChange(
      client,
      { accountId, operatorId: id },
      {
        action: 'created',
        subject: { kind: 'operator', id, name },
        changes: [{ field: 'role', after: role }],
      },
    )
  }
  await renewSettings(client, accountId)
  const others = await touchTeamsOf(client, accountId, id)
  await announceOperators(client, { accountId, ids: [id], now, others })
  return id
}
