import { hashToken } from '../access/index.ts'
import type { Database } from '../database/index.ts'
import { NotFoundError } from '../http/index.ts'

export interface Chosen {
  accountId: string
  widgetId: string
  channelId: string
  visitToken: string
  now: Date
}

/**
 * A visitor went to a messenger from a widget. Whoever knows no visit of a counter that the widget is
 * linked with has made the token up, or brought it from another site.
 */
export async function chooseMessenger(
  database: Database,
  { accountId, widgetId, channelId, visitToken, now }: Chosen,
): Promise<void> {
  const hash = hashToken(visitToken)
  const { rowCount } = await database.query(
    `insert into visit_clicks (account_id, visit_id, channel_id, widget_id, at)
     select v.account_id, v.id, c.id, l.widget_id, $5
     from visits v
     join tracker_links l on l.account_id = v.account_id and l.tracker_id = v.tracker_id
       and l.widget_id = $2
     join channels c on c.account_id = v.account_id and c.id = $3 and c.state <> 'disconnected'
     where v.account_id = $1 and v.token_hash = $4
     on conflict (account_id, visit_id, channel_id, widget_id) do update set at = excluded.at`,
    [accountId, widgetId, channelId, hash ?? null, now],
  )
  if (rowCount !== 1) throw new NotFoundError()
}
