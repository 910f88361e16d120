import type { Conversation, conversationPageQuery } from '@otklik/protocol'
import type { z } from 'zod'

import { visibleTo } from '../access/index.ts'
import type { Reader } from '../contacts/index.ts'
import type { Queryable } from '../database/index.ts'
import { columns, type Row, tables, view } from './queries.ts'

/** A page of «Закрытые», of «Спам» or of a saved filter: the last closed first. */
export async function listClosedConversations(
  database: Queryable,
  reader: Reader,
  { limit, ...query }: z.output<typeof conversationPageQuery>,
): Promise<{ conversations: Conversation[]; hasMore: boolean }> {
  const list = <Value>(value: Value | Value[] | undefined) =>
    value === undefined ? null : [value].flat()
  const values: unknown[] = [
    reader.accountId,
    query.before ?? null,
    query.beforeNumber ?? 0,
    limit + 1,
    list(query.channelIds),
    list(query.teamIds),
    list(query.operatorIds),
    list(query.topics),
    list(query.tags),
    query.isVip ?? null,
  ]
  const isVisible = visibleTo(reader, values)
  const { rows } = await database.query<Row>(
    `select ${columns} from ${tables}
     where c.account_id = $1 and c.status = 'closed' and ${isVisible}
       and ($2::timestamptz is null or (c.closed_at, c.number) < ($2, $3::bigint))
       and ${reasons[query.reason ?? 'any']}
       and ($5::uuid[] is null or c.channel_id = any($5))
       and ($6::uuid[] is null or (c.state -> 'holding' ->> 'teamId')::uuid = any($6))
       and ($7::uuid[] is null or c.operator_id = any($7))
       and ($8::text[] is null or c.state ->> 'topic' = any($8))
       and ($9::text[] is null or c.state -> 'tags' ?| $9)
       and ($10::boolean is null or p.is_vip = $10)
     order by c.closed_at desc, c.number desc limit $4`,
    values,
  )
  return { conversations: rows.slice(0, limit).map(view), hasMore: rows.length > limit }
}

const isSpam = `c.state -> 'holding' ->> 'reason' = 'spam'`
const reasons = { any: 'true', spam: isSpam, 'but-spam': `not coalesce(${isSpam}, false)` }
