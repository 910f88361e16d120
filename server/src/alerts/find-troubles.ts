import type { Trouble } from '@otklik/protocol/settings'

import { isNotSuspended, type Queryable } from '../database/index.ts'

const BACKLOG_MS = 5 * 60_000
/** A part that is queued, or queued again, has this long, unless the platform's window ends sooner. */
const EXPIRES_AFTER_MS = 24 * 3_600_000

export interface Found {
  account_id: string
  channel_id: string | null
  webhook_id: string | null
  kind: Trouble['kind']
}

/**
 * Every trouble there is now. A refused channel explains whatever else is amiss with its sending; one
 * that is being connected has somebody in front of it, and is told of when they have gone.
 */
export async function findTroubles(database: Queryable, now: Date): Promise<Found[]> {
  const { rows } = await database.query<Found>(
    `select * from (
       select account_id, id as channel_id, null::uuid as webhook_id, 'refused' as kind
       from channels where state = 'broken'
       union all
       select account_id, id, null, 'unsubscribed' from channels
       where unsubscribed_since is not null
         and (state = 'working'
           or state = 'connecting' and unsubscribed_since < now() - interval '5 minutes')
       union all
       select distinct p.account_id, p.channel_id, null::uuid, 'backlog'
       from parts p join channels c on c.account_id = p.account_id and c.id = p.channel_id
       join messages m on m.account_id = p.account_id and m.id = p.message_id and m.at < $2
       where p.state = 'queued' and p.expires_at < $1 and p.kind = 'message'
         and c.state in ('connecting', 'working')
       union all
       select distinct i.account_id, i.channel_id, null::uuid, 'quarantine'
       from inbox i join channels c on c.account_id = i.account_id and c.id = i.channel_id
       where i.state = 'quarantined' and c.state <> 'disconnected'
       union all
       select account_id, null, id, 'webhook-off' from webhooks where state = 'failed') t
     where ${isNotSuspended}`,
    [new Date(now.getTime() + EXPIRES_AFTER_MS - BACKLOG_MS), new Date(now.getTime() - BACKLOG_MS)],
  )
  return rows
}
