import type { Trouble } from '@otklik/protocol/settings'

import type { Queryable } from '../database/index.ts'

export interface TroubleRow {
  account_id: string
  id: string
  /** A channel's, or a webhook's. */
  channel_id: string | null
  webhook_id: string | null
  webhook_name: string | null
  kind: Trouble['kind']
  since: Date
}

export function viewTrouble(row: TroubleRow): Trouble {
  const { id, channel_id: channelId, webhook_id, webhook_name, kind, since } = row
  return {
    id,
    ...(channelId && { channelId }),
    ...(webhook_id && { webhook: { id: webhook_id, name: webhook_name ?? '' } }),
    kind,
    since: since.toISOString(),
  }
}

export const selectTroubles = `select t.*, w.name as webhook_name from troubles t
  left join webhooks w on w.account_id = t.account_id and w.id = t.webhook_id`

export async function listTroubles(database: Queryable, accountId: string): Promise<Trouble[]> {
  const { rows } = await database.query<TroubleRow>(
    `${selectTroubles} where t.account_id = $1 order by t.since, t.id`,
    [accountId],
  )
  return rows.map(viewTrouble)
}
