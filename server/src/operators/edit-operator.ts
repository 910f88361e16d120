import type { Operator, Role } from '@otklik/protocol'

import type { AccessParts } from '../access/index.ts'
import type { Queryable } from '../database/index.ts'
import { type Caller, Refusal } from '../http/index.ts'
import { announceOperator } from './add-operator.ts'
import { getOperator, type OperatorRow, toOperator } from './operator-view.ts'

export interface OperatorChanges {
  name?: string | undefined
  role?: Role | undefined
  isDisabled?: boolean | undefined
}

/** Renames, gives another role, shuts out or lets in again; what it ends, it ends at once. */
export async function editOperator(
  { database, clock, sessions, hints }: AccessParts,
  caller: Caller,
  { id, changes }: { id: string; changes: OperatorChanges },
): Promise<Operator> {
  const { accountId } = caller
  const now = clock.now()
  const edited = await database.transaction(async (client) => {
    // One change of people at a time: two owners must not shut each other out.
    await client.query('select from accounts where id = $1 for no key update', [accountId])
    const before = await getOperator(client, accountId, id)
    await refuseForbidden(client, { caller, before, changes })
    const { name = before.name, role = before.role, isDisabled = before.is_disabled } = changes
    await client.query(
      `update memberships set role = $3,
         disabled_at = case when $4 then coalesce(disabled_at, $5::timestamptz) end
       where account_id = $1 and user_id = $2`,
      [accountId, before.user_id, role, isDisabled, now],
    )
    await client.query(
      'update operators set name = $3, version = version + 1 where account_id = $1 and id = $2',
      [accountId, id, name],
    )
    if (isDisabled) await sessions.endAllOf(client, { userId: before.user_id, accountId })
    return announceOperator(client, { accountId, id, now })
  })
  sessions.forget(edited.user_id)
  hints.send('feed', accountId)
  return toOperator(edited, now)
}

interface Edit {
  caller: Caller
  before: OperatorRow
  changes: OperatorChanges
}

async function refuseForbidden(
  client: Queryable,
  { caller, before, changes }: Edit,
): Promise<void> {
  const changesRole = changes.role !== undefined && changes.role !== before.role
  const changesAccess =
    changes.isDisabled !== undefined && changes.isDisabled !== before.is_disabled
  if (!changesRole && !changesAccess) return
  if (before.id === caller.operatorId) throw new Refusal('not-yourself')
  refuseOwnerMatters(caller, [before.role, changes.role])
  const losesOwner = before.role === 'owner' && (changesRole || changes.isDisabled === true)
  if (losesOwner && (await countOwners(client, caller.accountId)) <= 1) {
    throw new Refusal('last-owner')
  }
}

/** An administrator must not make, unmake or impersonate an owner. */
export function refuseOwnerMatters(caller: Caller, roles: (Role | undefined)[]): void {
  if (roles.includes('owner') && !caller.can('account.manage')) throw new Refusal('forbidden')
}

async function countOwners(client: Queryable, accountId: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*) from memberships
     where account_id = $1 and role = 'owner' and disabled_at is null`,
    [accountId],
  )
  return rows[0]?.count ?? 0
}
