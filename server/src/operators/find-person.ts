import type { Queryable } from '../database/index.ts'
import { NotFoundError } from '../http/index.ts'

/** Who acts: an operator's id with the name of now, which stays with what they do. */
export async function findPerson(
  database: Queryable,
  accountId: string,
  operatorId: string,
): Promise<{ id: string; name: string }> {
  const { rows } = await database.query<{ name: string }>(
    'select name from operators where account_id = $1 and id = $2',
    [accountId, operatorId],
  )
  if (!rows[0]) throw new NotFoundError()
  return { id: operatorId, name: rows[0].name }
}
