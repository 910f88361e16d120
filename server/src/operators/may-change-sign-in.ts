import type { Queryable } from '../database/index.ts'
import { type Caller, Refusal } from '../http/index.ts'
import { refuseOwnerMatters } from './edit-operator.ts'
import type { OperatorRow } from './operator-view.ts'

/** How somebody signs in opens more than this company, which has no say in the rest. */
export async function refuseForeignSignIn(
  client: Queryable,
  caller: Caller,
  found: OperatorRow,
): Promise<void> {
  refuseOwnerMatters(caller, [found.role])
  const opensMore =
    (found.owns_installation && found.user_id !== caller.userId) ||
    (await worksElsewhere(client, found.user_id, caller.accountId))
  if (opensMore) throw new Refusal('forbidden')
}

async function worksElsewhere(
  client: Queryable,
  userId: string,
  accountId: string,
): Promise<boolean> {
  const { rowCount } = await client.query(
    'select from memberships where user_id = $1 and account_id <> $2 limit 1',
    [userId, accountId],
  )
  return rowCount !== 0
}
