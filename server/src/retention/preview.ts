import type { Retention, RetentionPreview, RetentionTerms } from '@otklik/protocol'

import type { Queryable } from '../database/index.ts'
import { listTerms } from './terms.ts'

const DAY_MS = 24 * 3_600_000

export const before = (now: Date, days: number): Date => new Date(now.getTime() - days * DAY_MS)

/** Counted, not guessed: what these terms would delete at once. */
export async function previewRetention(
  client: Queryable,
  { accountId, now }: { accountId: string; now: Date },
  asked: Retention,
): Promise<RetentionPreview> {
  const total = { conversations: 0, messages: 0, files: 0, bytes: 0, bodies: 0, visitors: 0 }
  for (const { channelId, ...terms } of await listTerms(client, accountId, asked)) {
    const counted = await countOf(client, { accountId, channelId, now }, terms)
    for (const name of Object.keys(total) as (keyof typeof total)[]) total[name] += counted[name]
  }
  return total
}

/** A visitor of a site who was last seen before then, and with whom nobody talks. */
export const isOver = (visitor: string, then: string): string =>
  `${visitor}.seen_at < ${then} and not exists (
     select from conversations c where c.account_id = ${visitor}.account_id
       and c.channel_id = ${visitor}.channel_id and c.thread = ${visitor}.visitor
       and c.status <> 'closed')`

interface Which {
  accountId: string
  channelId: string
  now: Date
}

async function countOf(
  client: Queryable,
  { accountId, channelId, now }: Which,
  { messagesDays, filesDays, bodiesDays, visitorsDays }: RetentionTerms,
): Promise<RetentionPreview> {
  const at = (days: number | null) => (days === null ? null : before(now, days))
  const { rows } = await client.query<RetentionPreview>(
    `with words as (
       select id from conversations where account_id = $1 and channel_id = $2
         and status = 'closed' and words_forgotten_at is null and closed_at < $3),
     talks as (
       select id from words union
       select id from conversations where account_id = $1 and channel_id = $2
         and status = 'closed' and files_forgotten_at is null and closed_at < $4),
     bytes as (
       select count(*)::integer as files, coalesce(sum(f.bytes), 0)::float8 as bytes
       from files f join talks t on t.id = f.conversation_id
       where f.account_id = $1 and f.bot_id is null and f.template_id is null)
     select (select count(*)::integer from words) as conversations,
       (select count(*)::integer from messages m join words w on w.id = m.conversation_id
        where m.account_id = $1 and m.kind <> 'system') as messages,
       files, bytes,
       (select count(*)::integer from inbox i where i.account_id = $1 and i.channel_id = $2
          and i.state = 'done' and i.received_at < $5) as bodies,
       (select count(*)::integer from site_visitors v
        where v.account_id = $1 and v.channel_id = $2 and ${isOver('v', '$6')}) as visitors
     from bytes`,
    [accountId, channelId, at(messagesDays), at(filesDays), at(bodiesDays), at(visitorsDays)],
  )
  return rows[0]!
}
