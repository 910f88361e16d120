import type { Queryable } from '../database/index.ts'

/**
 * Whose turn comes last now. Operators come before conversations and the account's counter: who
 * edits an operator takes that counter last, and must not be waited for in a circle.
 */
export async function takeTurns(
  client: Queryable,
  accountId: string,
  operatorIds: string[],
  now: Date,
): Promise<void> {
  if (operatorIds.length === 0) return
  await client.query(
    `with turns as (
       select id from operators where account_id = $1 and id = any ($2)
       order by id for no key update)
     update operators o set last_assigned_at = $3 from turns t
     where o.account_id = $1 and o.id = t.id`,
    [accountId, operatorIds, now],
  )
}
