import type { Language } from '@otklik/words'

import { catalogue } from '../channels/index.ts'
import type { Queryable } from '../database/index.ts'
import type { Family } from './cells.ts'

const tables: Partial<Record<Family, string>> = {
  team: 'teams',
  operator: 'operators',
  bot: 'bots',
}

/** What rows are called: people and things as they are called now, topics and tags by themselves. */
export async function nameRows(
  database: Queryable,
  accountId: string,
  { by, keys, language }: { by: Family; keys: readonly string[]; language: Language },
): Promise<Map<string, string>> {
  if (by === 'channel') return nameChannels(database, accountId, language)
  const table = tables[by]
  if (!table) return new Map(keys.map((key) => [key, key]))
  const { rows } = await database.query<{ id: string; name: string }>(
    `select id, name from ${table} where account_id = $1 and id = any($2)`,
    [accountId, keys],
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** A company often has one name on all platforms: the platform tells its channels apart. */
async function nameChannels(
  database: Queryable,
  accountId: string,
  language: Language,
): Promise<Map<string, string>> {
  const { rows } = await database.query<{ id: string; name: string; kind: string; same: number }>(
    `select id, name, kind, count(*) over (partition by kind)::integer as same
     from channels where account_id = $1`,
    [accountId],
  )
  const titled = ({ kind, name, same }: (typeof rows)[number]) => {
    const title = catalogue.get(kind)?.words[language].title
    if (!title) return name
    return same === 1 ? title : `${title} · ${name}`
  }
  return new Map(rows.map((row) => [row.id, titled(row)]))
}
