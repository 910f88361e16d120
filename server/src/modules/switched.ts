import { type ModuleName, type Modules, moduleName } from '@otklik/protocol/settings'

import type { Queryable } from '../database/index.ts'

/** Which modules of the account are on; all are off until its owner decides otherwise. */
export async function listModules(database: Queryable, accountId: string): Promise<Modules> {
  const { rows } = await database.query<{ name: string }>(
    'select name from modules where account_id = $1 and is_on',
    [accountId],
  )
  const on = new Set(rows.map(({ name }) => name))
  const all = moduleName.options.map((name) => [name, on.has(name)])
  return Object.fromEntries(all) as Modules
}

export async function isModuleOn(
  database: Queryable,
  accountId: string,
  name: ModuleName,
): Promise<boolean> {
  return (await listModules(database, accountId))[name]
}
