import type { Queryable } from '../database/index.ts'
import { NotFoundError } from '../http/index.ts'

/** Who acts: an operator's id with the name of now, which stays with what they do. */
export async function findPerson(
  database: Queryable,
  accountId: string,
  operatorId: string,
): Promise<{ id: string; name: string; signature?: string }> {
  const { rows } = await database.query<{ name: string; signature: string | null }>(
    'select name, signature from operators where account_id = $1 and id = $2',
    [accountId, operatorId],
  )
  if (!rows[0]) throw new NotFoundError()
  const { name, signature } = rows[0]
  return { id: operatorId, name, ...(signature && { signature }) }
}
