import type { TrackedConversations, trackedQuery } from '@otklik/protocol/settings'
import type { z } from 'zod'

import { visibleTo } from '../access/index.ts'
import type { Queryable } from '../database/index.ts'
import { maskName } from '../lib/phones.ts'
import { everyFound, listPage } from './list-page.ts'
import { type Of, widgetOf } from './of-period.ts'

export interface TrackedRow {
  id: string
  number: number
  contact_id: string
  contact_name: string
  channel_id: string
  opened_at: Date
}

interface Row extends TrackedRow {
  visit_id: string
  source: string
  medium: string
  campaign: string
  at: Date
}

type Asked = Omit<z.output<typeof trackedQuery>, 'from' | 'to'>

/** The conversations behind a figure of the report, the newest first. */
export async function listTracked(
  database: Queryable,
  { accountId, from, until, reader }: Omit<Of, 'counted'>,
  { widgetId, channelId, source, medium, campaign, ...page }: Asked,
): Promise<TrackedConversations> {
  const values: unknown[] = [
    ...[accountId, from, until, widgetId === 'none', widgetId === 'none' ? null : widgetId],
    ...[channelId, source, medium, campaign],
  ].map((value) => value ?? null)
  const isVisible = visibleTo(reader, values)
  const text = `
    select c.id, c.number, c.contact_id, c.channel_id, c.opened_at, c.visit_id
    from conversations c
    join visits v on v.account_id = c.account_id and v.id = c.visit_id
    ${widgetOf}
    where c.account_id = $1 and c.visit_id is not null and c.opened_at >= $2 and c.opened_at < $3
      and ${isVisible}
      and (not $4::boolean or w.widget_id is null)
      and ($5::uuid is null or w.widget_id = $5)
      and ($6::uuid is null or c.channel_id = $6)
      and ($7::text is null or v.source = $7)
      and ($8::text is null or v.medium = $8)
      and ($9::text is null or v.campaign = $9)`
  const details = `
    select page.*, p.name as contact_name, v.source, v.medium, v.campaign, v.created_at as at,
      ${everyFound}
    from page
    join contacts p on p.account_id = $1 and p.id = page.contact_id
    join visits v on v.account_id = $1 and v.id = page.visit_id
    order by page.number desc`
  const { rows, ...found } = await listPage<Row>(database, { text, values, details }, page)
  return { conversations: rows.map(view), ...found }
}

const view = ({ visit_id, source, medium, campaign, at, ...row }: Row) => ({
  ...viewTracked(row),
  visit: { id: visit_id, source, medium, campaign, at: at.toISOString() },
})

/** A conversation as lists of call tracking show it. */
export const viewTracked = (row: TrackedRow) => ({
  id: row.id,
  number: row.number,
  contact: { id: row.contact_id, name: maskName(row.contact_name) },
  channelId: row.channel_id,
  openedAt: row.opened_at.toISOString(),
})
