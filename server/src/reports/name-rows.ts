import type { Queryable } from '../database/index.ts'
import type { Family } from './cells.ts'

const tables: Partial<Record<Family, string>> = {
  channel: 'channels',
  team: 'teams',
  operator: 'operators',
  bot: 'bots',
}

/** What rows are called: people and things as they are called now, topics and tags by themselves. */
export async function nameRows(
  database: Queryable,
  accountId: string,
  { by, keys }: { by: Family; keys: readonly string[] },
): Promise<Map<string, string>> {
  const table = tables[by]
  if (!table) return new Map(keys.map((key) => [key, key]))
  const { rows } = await database.query<{ id: string; name: string }>(
    `select id, name from ${table} where account_id = $1 and id = any($2)`,
    [accountId, keys],
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}
