import type { ChannelGroup } from '@otklik/protocol/settings'

import type { Queryable } from '../database/index.ts'
import { NotFoundError } from '../http/index.ts'

interface GroupRow {
  id: string
  version: number
  name: string
  is_first: boolean
  is_rated: boolean
  scale: 'thumbs' | 'stars'
  question: string
  comment_question: string
  thanks: string
  every_hours: number
  await_hours: number
  asks_after_timeout: boolean
  low_score: number
  channels: ChannelGroup['channels']
}

export async function listGroups(client: Queryable, accountId: string): Promise<ChannelGroup[]> {
  const { rows } = await client.query<GroupRow>(
    `select g.*, (
       select coalesce(jsonb_agg(jsonb_build_object('id', r.channel_id, 'isRated', r.is_rated)
         order by c.created_at), '[]')
       from channel_rules r
       join channels c on c.account_id = r.account_id and c.id = r.channel_id
       where r.account_id = g.account_id and c.state <> 'disconnected'
         and (r.group_id = g.id or (r.group_id is null and g.is_first))
     ) as channels
     from channel_groups g where g.account_id = $1 order by g.is_first desc, lower(g.name)`,
    [accountId],
  )
  return rows.map(toGroup)
}

export async function getGroup(
  client: Queryable,
  accountId: string,
  id: string,
): Promise<ChannelGroup> {
  const group = (await listGroups(client, accountId)).find((each) => each.id === id)
  if (!group) throw new NotFoundError()
  return group
}

function toGroup(row: GroupRow): ChannelGroup {
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    isFirst: row.is_first,
    channels: row.channels,
    rating: {
      isOn: row.is_rated,
      scale: row.scale,
      question: row.question,
      commentQuestion: row.comment_question,
      thanks: row.thanks,
      everyHours: row.every_hours,
      awaitHours: row.await_hours,
      asksAfterTimeout: row.asks_after_timeout,
      lowScore: row.low_score,
    },
  }
}
