import type { Queryable } from '../database/index.ts'

/** Who acts, by the name of now, which stays with what they did. */
export async function nameOf(
  database: Queryable,
  { accountId, operatorId }: { accountId: string; operatorId: string },
): Promise<string> {
  const { rows } = await database.query<{ name: string }>(
    'select name from operators where account_id = $1 and id = $2',
    [accountId, operatorId],
  )
  return rows[0]?.name ?? ''
}
