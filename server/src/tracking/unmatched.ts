import type { UnmatchedConversation, UnmatchedConversations } from '@otklik/protocol/settings'

import { visibleTo } from '../access/index.ts'
import type { Queryable } from '../database/index.ts'
import { showVisitNumber, type Visit } from '../rules/index.ts'
import { everyFound, listPage, type Page } from './list-page.ts'
import type { Of } from './of-period.ts'
import { type TrackedRow, viewTracked } from './tracked.ts'

/** So soon after a choice somebody who has edited the number away has written. */
const WINDOW_MINUTES = 60

interface Row extends TrackedRow {
  reason: UnmatchedConversation['reason']
  visit_id: string
  visit_number: string | null
  source: string
  medium: string
  campaign: string
  page_title: string
  page_url: string
  at: Date
}

/**
 * «Не сопоставлено»: conversations that came without a number soon after a messenger was chosen and
 * nobody had come of that choice, and those whose number somebody else had brought before. Which
 * visit it may be is a suggestion; a person decides.
 */
export function unmatched({ accountId, from, until, reader, counted }: Of) {
  const values: unknown[] = [accountId, from, until, counted, `${WINDOW_MINUTES} minutes`]
  const isVisible = visibleTo(reader, values)
  const isTheirs = `c.account_id = $1 and c.opened_at >= $2 and c.opened_at < $3
    and c.visit_id is null and ${isVisible}`
  // The newest choice before it is the likeliest: each has its own conversations, until the next one.
  // Looked up for each, which no planner chooses by itself: it would compare all pairs of a channel.
  const withoutNumber = `
    select c.id, c.number, c.contact_id, c.channel_id, c.opened_at, k.visit_id,
      'no-number' as reason, true as is_by_time, k.source, k.medium, k.campaign
    from (
      select k.visit_id, k.channel_id, k.at, v.source, v.medium, v.campaign,
        coalesce(lead(k.at) over (partition by k.channel_id order by k.at), 'infinity') as next_at
      from visit_clicks k
      join visits v on v.account_id = k.account_id and v.id = k.visit_id and v.number is not null
      where k.account_id = $1 and k.at >= $2::timestamptz - $5::interval and k.at < $3
        and k.channel_id = any ($4)
        and not exists (
          select from conversations t
          where t.account_id = k.account_id and t.visit_id = k.visit_id
            and t.channel_id = k.channel_id)) k
    cross join lateral (
      select c.id, c.number, c.contact_id, c.channel_id, c.opened_at from conversations c
      where c.channel_id = k.channel_id and c.opened_at >= k.at
        and c.opened_at <= k.at + $5::interval and c.opened_at < k.next_at
        and ${isTheirs} and c.kind = 'direct'
        and not exists (
          select from visit_suggestions s
          where s.account_id = c.account_id and s.conversation_id = c.id)
      offset 0) c`
  const withAnothers = `
    select c.id, c.number, c.contact_id, c.channel_id, c.opened_at, s.visit_id, s.reason,
      false as is_by_time, v.source, v.medium, v.campaign
    from visit_suggestions s
    join visits v on v.account_id = s.account_id and v.id = s.visit_id and v.number is not null
    join conversations c on c.account_id = s.account_id and c.id = s.conversation_id
    where s.account_id = $1 and s.decision is null and ${isTheirs}`
  return { values, text: `(${withoutNumber}) union all (${withAnothers})` }
}

export async function countUnmatched(database: Queryable, of: Of): Promise<number> {
  const { text, values } = unmatched(of)
  const { rows } = await database.query<{ count: number }>(
    `select count(*)::integer as count from (${text}) u`,
    values,
  )
  return rows[0]?.count ?? 0
}

export async function listUnmatched(
  database: Queryable,
  of: Of,
  page: Page,
): Promise<UnmatchedConversations> {
  const details = `
    select page.*, p.name as contact_name, v.number as visit_number, v.page_title, v.page_url,
      v.created_at as at, ${everyFound}
    from page
    join contacts p on p.account_id = $1 and p.id = page.contact_id
    join visits v on v.account_id = $1 and v.id = page.visit_id
    order by page.number desc`
  const { rows, ...found } = await listPage<Row>(database, { ...unmatched(of), details }, page)
  return { conversations: rows.map(view), ...found }
}

const view = (row: Row): UnmatchedConversation => ({
  ...viewTracked(row),
  reason: row.reason,
  visit: {
    ...{ id: row.visit_id, number: showVisitNumber(row.visit_number ?? '') },
    ...{ source: row.source, medium: row.medium, campaign: row.campaign },
    page: { title: row.page_title, url: row.page_url },
    at: row.at.toISOString(),
  },
})

/** A visit that somebody says is, or is not, that of a conversation. */
export async function findVisit(
  database: Queryable,
  accountId: string,
  id: string,
): Promise<Visit | undefined> {
  const { rows } = await database.query<
    Omit<Visit, 'page' | 'at'> & { title: string; url: string; at: Date }
  >(
    `select id, number, source, medium, campaign, page_title as title, page_url as url,
       created_at as at
     from visits where account_id = $1 and id = $2 and number is not null`,
    [accountId, id],
  )
  if (!rows[0]) return undefined
  const { title, url, at, ...visit } = rows[0]
  return { ...visit, page: { title, url }, at: at.getTime() }
}
