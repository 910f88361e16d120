import type { TrackingReport } from '@otklik/protocol/settings'

import { visibleTo } from '../access/index.ts'
import type { Queryable } from '../database/index.ts'
import { type Of, widgetOf } from './of-period.ts'
import { countUnmatched } from './unmatched.ts'

/** Widget → messenger → conversations, by source and campaign (TG-20). */
export async function trackingReport(database: Queryable, of: Of): Promise<TrackingReport> {
  const [messengers, { sources, visits }, unmatched] = await Promise.all([
    byMessenger(database, of),
    bySource(database, of),
    countUnmatched(database, of),
  ])
  const conversations = messengers.reduce((sum, row) => sum + row.conversations, 0)
  const asked = conversations + unmatched
  return {
    visits,
    choices: messengers.reduce((sum, row) => sum + row.choices, 0),
    conversations,
    unmatched,
    matchRate: asked === 0 ? null : conversations / asked,
    messengers,
    sources,
  }
}

async function byMessenger(database: Queryable, { accountId, from, until, reader }: Of) {
  const values: unknown[] = [accountId, from, until]
  const isVisible = visibleTo(reader, values)
  const { rows } = await database.query<TrackingReport['messengers'][number]>(
    `with chosen as (
       select k.widget_id, k.channel_id, count(*)::integer as choices from visit_clicks k
       where k.account_id = $1 and k.at >= $2 and k.at < $3 group by 1, 2
     ), came as (
       select w.widget_id, c.channel_id, count(*)::integer as conversations
       from conversations c
       join visits v on v.account_id = c.account_id and v.id = c.visit_id
       ${widgetOf}
       where c.account_id = $1 and c.visit_id is not null and c.opened_at >= $2
         and c.opened_at < $3 and ${isVisible}
       group by 1, 2
     ), rows as (
       select widget_id, channel_id, choices, 0 as conversations from chosen
       union all select widget_id, channel_id, 0, conversations from came
     )
     select widget_id as "widgetId", channel_id as "channelId", sum(choices)::integer as choices,
       sum(conversations)::integer as conversations
     from rows group by 1, 2 order by 4 desc, 3 desc, 1, 2`,
    values,
  )
  return rows
}

/** The largest, and the visits of all. */
async function bySource(database: Queryable, { accountId, from, until, reader }: Of) {
  const values: unknown[] = [accountId, from, until]
  const isVisible = visibleTo(reader, values)
  const { rows } = await database.query<TrackingReport['sources'][number] & { all: number }>(
    `with seen as (
       select source, medium, campaign, count(*)::integer as visits from visits
       where account_id = $1 and created_at >= $2 and created_at < $3 group by 1, 2, 3
     ), came as (
       select v.source, v.medium, v.campaign, count(*)::integer as conversations
       from conversations c join visits v on v.account_id = c.account_id and v.id = c.visit_id
       where c.account_id = $1 and c.visit_id is not null and c.opened_at >= $2
         and c.opened_at < $3 and ${isVisible}
       group by 1, 2, 3
     ), rows as (
       select source, medium, campaign, visits, 0 as conversations from seen
       union all select source, medium, campaign, 0, conversations from came
     )
     select source, medium, campaign, sum(visits)::integer as visits,
       sum(conversations)::integer as conversations, (sum(sum(visits)) over ())::integer as "all"
     from rows group by 1, 2, 3 order by 5 desc, 4 desc, 1, 2, 3 limit 500`,
    values,
  )
  return { sources: rows.map(({ all: _, ...row }) => row), visits: rows[0]?.all ?? 0 }
}
