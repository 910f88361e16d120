import { type Database, isNotSuspended } from '../database/index.ts'
import type { Figures } from './gauges.ts'

/**
 * What waits and what is amiss, in all companies together. Of one that is suspended nothing is sent
 * and nothing falls due: that it waits there is meant. Neither does it wake anybody that a message
 * waits for a channel whose token was refused: that has a figure of its own.
 */
export async function countWaiting(database: Database): Promise<Figures> {
  const { rows } = await database.query<Figures>(`select
    (select count(*) from inbox where state = 'new') as inbox_waiting,
    (select ${ageOf('min(received_at)')} from inbox
       where state = 'new' and ${isNotSuspended}) as inbox_oldest_seconds,
    (select count(*) from inbox where state = 'quarantined') as inbox_quarantined,
    (select count(*) from parts where state in ('queued', 'sending')) as parts_waiting,
    (select ${ageOf('min(next_at)')} from parts p where state = 'queued' and ${isNotSuspended}
       and exists (select from channels c where c.account_id = p.account_id
         and c.id = p.channel_id and c.state = 'working')) as parts_oldest_seconds,
    (select coalesce(sum(k.feed_number - w.number), 0)::float8 from webhook_cursors w
       join account_counters k using (account_id)) as feed_lag,
    (select count(*) from webhook_deliveries
       where state = 'waiting' and next_at <= now()) as webhooks_waiting,
    (select ${ageOf('min(next_at)')} from webhook_deliveries
       where state = 'waiting' and isfinite(next_at)
         and ${isNotSuspended}) as webhooks_oldest_seconds,
    (select count(*) from webhooks
       where state = 'failed' or failing_since is not null) as webhooks_failing,
    (select count(*) from channels where state = 'broken') as channels_broken,
    (select count(*) from channels
       where state = 'working' and unsubscribed_since is not null) as channels_unsubscribed,
    (select extract(epoch from min(token_ends_at) - now())::float8 / 86400 from channels
       where state <> 'disconnected') as channel_token_days,
    (select ${ageOf('min(wake_at)')} from conversations
       where wake_at is not null and ${isNotSuspended}) as deadline_lateness_seconds`)
  const { channel_token_days, ...figures } = rows[0]!
  return { ...figures, channel_token_days: channel_token_days ?? undefined }
}

/** In seconds; what lies ahead is not late. */
function ageOf(moment: string): string {
  return `greatest(coalesce(extract(epoch from now() - ${moment}), 0), 0)::float8`
}
