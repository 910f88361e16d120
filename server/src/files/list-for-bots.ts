import type { FileView } from '@otklik/protocol'

import type { Queryable } from '../database/index.ts'
import { type FileRow, viewFile } from './file-row.ts'

/** Files that scenarios of this account send, by id; of others nothing. */
export async function listForBots(
  client: Queryable,
  accountId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, FileView>> {
  const { rows } = await client.query<FileRow>(
    `select * from files
     where account_id = $1 and id = any($2) and bot_id is not null and state = 'stored'`,
    [accountId, ids],
  )
  return new Map(rows.map((row) => [row.id, viewFile(row)]))
}
