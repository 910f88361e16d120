import type { SiteVisit, visitedPage } from '@otklik/protocol/settings'
import type { z } from 'zod'

import type { Queryable } from '../database/index.ts'
import type { Site } from './find-site.ts'

type Page = z.output<typeof visitedPage>

export interface Seen {
  visitor: string
  now: Date
  page?: Page | undefined
  language?: string | undefined
  hasConsented?: boolean | undefined
  answer?: Record<string, string> | undefined
}

/** An address that leads to a page, and nothing else; without what may name somebody's session. */
export function shownUrl(text: string | undefined): string | undefined {
  const url = text === undefined ? null : URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol)) return undefined
  url.username = ''
  url.password = ''
  return url.href.slice(0, 2000)
}

const values = (
  { channel }: Pick<Site, 'channel'>,
  { visitor, now, page, language, hasConsented, answer }: Seen,
) => [
  channel.accountId,
  channel.id,
  visitor,
  shownUrl(page?.url) ?? null,
  page?.title?.slice(0, 300) ?? null,
  shownUrl(page?.referrer) ?? null,
  language ?? null,
  now,
  hasConsented ? now : null,
  answer && Object.keys(answer).length > 0 ? JSON.stringify(answer) : null,
]

/** They said something: from here on it is known where they are. Gives what they call themselves. */
export async function keepVisit(
  database: Queryable,
  site: Pick<Site, 'channel'>,
  seen: Seen,
): Promise<{ name: string }> {
  const { rows } = await database.query<{ name: string | null }>(
    `insert into site_visitors as v (account_id, channel_id, visitor, page_url, page_title,
       first_url, referrer, language, seen_at, consented_at, answer)
     values ($1, $2, $3, $4, $5, $4, $6, $7, $8, $9, $10)
     on conflict (account_id, channel_id, visitor) do update set
       page_url = coalesce(excluded.page_url, v.page_url),
       page_title = coalesce(excluded.page_title, v.page_title),
       language = coalesce(excluded.language, v.language),
       seen_at = excluded.seen_at,
       consented_at = coalesce(v.consented_at, excluded.consented_at),
       answer = coalesce(excluded.answer, v.answer)
     returning answer ->> 'name' as name`,
    values(site, seen),
  )
  return { name: rows[0]?.name ?? '' }
}

interface Known {
  hasConsented: boolean
}

/** Somebody known looks at another page; whoever has never said anything leaves no trace. */
export async function noteVisit(
  database: Queryable,
  site: Site,
  { visitor, now, page }: Seen,
): Promise<Known | undefined> {
  const { rows } = await database.query<{ has_consented: boolean }>(
    `update site_visitors set page_url = coalesce($4, page_url),
       page_title = coalesce($5, page_title), seen_at = $6
     where account_id = $1 and channel_id = $2 and visitor = $3
     returning consented_at is not null as has_consented`,
    [
      ...[site.channel.accountId, site.channel.id, visitor],
      ...[shownUrl(page?.url) ?? null, page?.title ?? null, now],
    ],
  )
  return rows[0] && { hasConsented: rows[0].has_consented }
}

interface Row {
  page_url: string | null
  page_title: string | null
  first_url: string | null
  referrer: string | null
  seen_at: Date
  channel_id: string
  thread: string
}

/** Where the customer of a conversation is; undefined where they do not write from a page. */
export async function findVisit(
  database: Queryable,
  accountId: string,
  conversationId: string,
  isOnline: (channelId: string, thread: string) => Promise<boolean>,
): Promise<SiteVisit | undefined> {
  const { rows } = await database.query<Row>(
    `select v.page_url, v.page_title, v.first_url, v.referrer, v.seen_at, c.channel_id, c.thread
     from conversations c
     join site_visitors v on v.account_id = c.account_id and v.channel_id = c.channel_id
       and v.visitor = c.thread
     where c.account_id = $1 and c.id = $2`,
    [accountId, conversationId],
  )
  const [row] = rows
  if (!row) return undefined
  const { page_url: url, page_title: title, first_url: firstUrl, referrer } = row
  return {
    isOnline: await isOnline(row.channel_id, row.thread),
    seenAt: row.seen_at.toISOString(),
    ...(url && { page: { url, ...(title && { title }) } }),
    ...(firstUrl && { firstUrl }),
    ...(referrer && { referrer }),
  }
}
