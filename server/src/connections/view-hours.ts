import type { ChannelHour } from '@otklik/protocol'

import type { Database } from '../database/index.ts'

interface HourRow extends ChannelHour {
  hours_ago: number
}

const quiet: ChannelHour = { received: 0, sent: 0, failed: 0 }

/**
 * The last 24 hours, the oldest first. Both tables are cut by day: naming the days keeps it to the
 * two newest cuts.
 */
export async function viewHours(
  database: Database,
  accountId: string,
  channelId: string,
): Promise<ChannelHour[]> {
  const { rows } = await database.query<HourRow>(
    `select floor(extract(epoch from now() - at) / 3600)::integer as hours_ago,
       count(*) filter (where what = 'received') as received,
       count(*) filter (where what = 'sent') as sent,
       count(*) filter (where what = 'failed') as failed
     from (
       select i.received_at as at, 'received' as what from inbox i
         where i.account_id = $1 and i.channel_id = $2 and i.day >= current_date - 1
       union all
       select a.ended_at, a.outcome from attempts a
         join parts p on p.account_id = a.account_id and p.id = a.part_id
         where a.account_id = $1 and p.channel_id = $2 and a.day >= current_date - 1
           and a.outcome in ('sent', 'failed')
     ) as happened
     where at > now() - interval '24 hours' and at <= now()
     group by 1`,
    [accountId, channelId],
  )
  return Array.from({ length: 24 }, (_, index) => {
    const found = rows.find(({ hours_ago }) => hours_ago === 23 - index)
    if (!found) return quiet
    const { received, sent, failed } = found
    return { received, sent, failed }
  })
}
