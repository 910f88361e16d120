import type { OperatorActivity } from '@otklik/protocol'

import type { Queryable } from '../database/index.ts'

/** An answer or a note; where nothing was said, nothing is claimed. */
export async function listActivity(
  database: Queryable,
  accountId: string,
): Promise<OperatorActivity[]> {
  const { rows } = await database.query<{ id: string; at: Date | null }>(
    `select o.id, (
       select m.at from messages m
       where m.account_id = o.account_id and m.author_id = o.id and m.author_type = 'operator'
       order by m.id desc limit 1) as at
     from operators o where o.account_id = $1 order by o.name, o.id`,
    [accountId],
  )
  return rows.map(({ id, at }) => ({
    operatorId: id,
    ...(at && { lastActivityAt: at.toISOString() }),
  }))
}
