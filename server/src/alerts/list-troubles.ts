import type { Trouble } from '@otklik/protocol'

import type { Queryable } from '../database/index.ts'

export interface TroubleRow {
  account_id: string
  id: string
  channel_id: string
  kind: Trouble['kind']
  since: Date
}

export function viewTrouble(row: TroubleRow): Trouble {
  const { id, channel_id: channelId, kind, since } = row
  return { id, channelId, kind, since: since.toISOString() }
}

export async function listTroubles(database: Queryable, accountId: string): Promise<Trouble[]> {
  const { rows } = await database.query<TroubleRow>(
    'select * from troubles where account_id = $1 order by since, id',
    [accountId],
  )
  return rows.map(viewTrouble)
}
