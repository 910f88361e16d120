import type { Tracker } from '@otklik/protocol/settings'

import type { Queryable } from '../database/index.ts'
import { NotFoundError } from '../http/index.ts'

interface TrackerRow {
  id: string
  version: number
  name: string
  key: string
  sites: string[]
  needs_consent: boolean
  retention_days: number
  widget_ids: string[]
  last_seen_at: Date | null
}

/** In the order they were made. A widget that is gone is linked with nothing. */
export async function listTrackers(client: Queryable, accountId: string): Promise<Tracker[]> {
  const { rows } = await client.query<TrackerRow>(
    `select t.*, (
       select coalesce(array_agg(l.widget_id order by c.created_at), '{}')
       from tracker_links l
       join channels c on c.account_id = l.account_id and c.id = l.widget_id
       where l.account_id = t.account_id and l.tracker_id = t.id and c.state <> 'disconnected'
     ) as widget_ids, (
       select max(v.created_at) from visits v
       where v.account_id = t.account_id and v.tracker_id = t.id
     ) as last_seen_at
     from trackers t where t.account_id = $1 order by t.created_at, t.id`,
    [accountId],
  )
  return rows.map(toTracker)
}

export async function getTracker(
  client: Queryable,
  accountId: string,
  id: string,
): Promise<Tracker> {
  const found = (await listTrackers(client, accountId)).find((each) => each.id === id)
  if (!found) throw new NotFoundError()
  return found
}

/** Whether any dialog widget exchanges data with a counter: what links carry depends on it (WA-25). */
export async function hasLinks(client: Queryable, accountId: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `select from tracker_links l
     join channels c on c.account_id = l.account_id and c.id = l.widget_id
     where l.account_id = $1 and c.state <> 'disconnected' limit 1`,
    [accountId],
  )
  return rowCount === 1
}

function toTracker(row: TrackerRow): Tracker {
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    key: row.key,
    sites: row.sites,
    needsConsent: row.needs_consent,
    retentionDays: row.retention_days,
    widgetIds: row.widget_ids,
    ...(row.last_seen_at && { lastSeenAt: row.last_seen_at.toISOString() }),
  }
}
