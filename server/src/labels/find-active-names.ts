import type { LabelKind } from '@otklik/protocol'

import type { Queryable } from '../database/index.ts'

/** The names of what may still be chosen, by id; what is archived or unknown is left out. */
export async function findActiveNames(
  database: Queryable,
  accountId: string,
  { kind, ids }: { kind: LabelKind; ids: readonly string[] },
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await database.query<{ id: string; name: string }>(
    `select id, name from labels
     where account_id = $1 and kind = $2 and id = any($3) and archived_at is null`,
    [accountId, kind, ids],
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}
