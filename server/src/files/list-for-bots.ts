import type { FileView } from '@otklik/protocol'

import type { Queryable } from '../database/index.ts'
import { type FileRow, viewFile } from './file-row.ts'

/** Of these, what a scenario may send: kept for one, or uploaded and not in a message yet. */
export async function findForBots(
  client: Queryable,
  accountId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ id: string }>(
    `select id from files
     where account_id = $1 and id = any($2) and state = 'stored'
       and (bot_id is not null or message_id is null and uploaded_by is not null)`,
    [accountId, ids],
  )
  return new Set(rows.map(({ id }) => id))
}

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
