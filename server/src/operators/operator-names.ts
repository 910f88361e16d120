import type { Queryable } from '../database/index.ts'

const KEPT_MS = 3000

/** Names of an account's operators, for sentences about colleagues: a moment old at most. */
export function createOperatorNames(database: Queryable) {
  const known = new Map<string, { names: ReadonlyMap<string, string>; until: number }>()
  return async (accountId: string): Promise<ReadonlyMap<string, string>> => {
    const entry = known.get(accountId)
    if (entry && entry.until > performance.now()) return entry.names
    const { rows } = await database.query<{ id: string; name: string }>(
      'select id, name from operators where account_id = $1',
      [accountId],
    )
    const names = new Map(rows.map((row) => [row.id, row.name]))
    known.set(accountId, { names, until: performance.now() + KEPT_MS })
    return names
  }
}
