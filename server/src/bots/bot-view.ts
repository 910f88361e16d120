import type { Bot } from '@otklik/protocol/settings'

import type { Queryable } from '../database/index.ts'
import { NotFoundError } from '../http/index.ts'
import { isModuleOn } from '../modules/index.ts'
import { type BotRow, troubleOf, type WhichBot } from './bot-row.ts'

interface BotViewRow extends BotRow {
  published_at: Date | null
  published_by: string | null
  is_draft_ahead: boolean
  holds: number
  used_by: Bot['usedBy']
  last_unavailable_at: Date | null
}

/** The draft itself is left out: it is long, and has a route of its own. */
const selected = `
  select b.account_id, b.id, b.version, b.name, b.kind, b.is_enabled, b.answer_within_s, b.url,
    b.published_version, b.unavailable_since, b.trouble, v.published_at, v.published_by,
    b.kind = 'scenario' and b.draft is distinct from v.scenario as is_draft_ahead,
    (select count(*)::integer from conversations c
      where c.account_id = b.account_id and c.bot_id = b.id and c.status = 'bot') as holds,
    (select coalesce(jsonb_agg(jsonb_build_object('channelId', c.id, 'as', use)
        order by c.created_at, c.id, use desc), '[]')
      from channel_rules r
      join channels c on c.account_id = r.account_id and c.id = r.channel_id
      cross join lateral (
        select 'receiver' as use where r.receiver_bot_id = b.id
        union all
        select 'off-hours' where r.off_hours = 'bot' and r.off_hours_bot_id = b.id
        union all
        select 'question' where r.questions @> jsonb_build_array(jsonb_build_object('receiver',
          jsonb_build_object('kind', 'bot', 'id', b.id)))) as uses
      where r.account_id = b.account_id and c.state <> 'disconnected') as used_by,
    (select max(e.at) from bot_events e
      where e.account_id = b.account_id and e.bot_id = b.id and e.state = 'unavailable')
      as last_unavailable_at
  from bots b
  left join scenario_versions v on v.account_id = b.account_id and v.bot_id = b.id
    and v.version = b.published_version
  where b.account_id = $1 and b.deleted_at is null`

/** By name. */
export async function listBots(client: Queryable, accountId: string): Promise<Bot[]> {
  const { rows } = await client.query<BotViewRow>(`${selected} order by lower(b.name)`, [accountId])
  const isOn = await isModuleOn(client, accountId, 'bots')
  return rows.map((row) => viewBot(row, isOn))
}

export async function getBot(client: Queryable, { accountId, botId }: WhichBot): Promise<Bot> {
  const { rows } = await client.query<BotViewRow>(`${selected} and b.id = $2`, [accountId, botId])
  if (!rows[0]) throw new NotFoundError()
  return viewBot(rows[0], await isModuleOn(client, accountId, 'bots'))
}

function viewBot(row: BotViewRow, isOn: boolean): Bot {
  const trouble = troubleOf(row)
  const since = row.unavailable_since ?? row.last_unavailable_at
  const { published_version: version, published_at: at, published_by: by } = row
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    kind: row.kind,
    isEnabled: row.is_enabled,
    answerWithinS: row.answer_within_s,
    isAvailable: isOn && trouble === undefined,
    ...(trouble && { trouble, ...(since && { troubleSince: since.toISOString() }) }),
    holds: row.holds,
    usedBy: row.used_by,
    ...(version !== null && at && { published: { version, at: at.toISOString(), by: by ?? '' } }),
    isDraftAhead: row.is_draft_ahead,
    ...(row.url !== null && { url: row.url }),
  }
}
