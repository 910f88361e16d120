import type { AutoReply, ChannelRules } from '@otklik/protocol/settings'

import type { Queryable } from '../database/index.ts'
import { NotFoundError } from '../http/index.ts'
import { type ReceiverColumns, receiverColumns, receiverOf } from './receiver.ts'

interface ChannelRulesRow extends ReceiverColumns {
  version: number
  operator_wait_min: number
  auto_replies: AutoReply[]
  off_hours: ChannelRules['offHoursMode']
  off_hours_bot_id: string | null
  off_hours_fallback: string
  off_hours_replies: AutoReply[]
  is_closing_text_shown: boolean
  closing_text: string
  closing_template_id: string | null
  inactivity_value: number | null
  inactivity_unit: 'hours' | 'days' | null
  keeps_unanswered: boolean
  weight: number
  must_skills: string[]
  nice_skills: string[]
}

export interface WhichRules {
  accountId: string
  channelId: string
}

export async function getChannelRules(
  client: Queryable,
  { accountId, channelId }: WhichRules,
): Promise<ChannelRules> {
  const { rows } = await client.query<ChannelRulesRow>(
    'select * from channel_rules where account_id = $1 and channel_id = $2',
    [accountId, channelId],
  )
  if (!rows[0]) throw new NotFoundError()
  return toChannelRules(rows[0])
}

/** Everything is written, as the next version. */
export async function writeChannelRules(
  client: Queryable,
  { accountId, channelId }: WhichRules,
  rules: ChannelRules,
): Promise<ChannelRules> {
  const row = toRow(rules)
  const columns = Object.keys(row)
  const { rows } = await client.query<ChannelRulesRow>(
    `update channel_rules set version = version + 1,
       ${columns.map((column, index) => `${column} = $${index + 3}`).join(', ')}
     where account_id = $1 and channel_id = $2 returning *`,
    [accountId, channelId, ...Object.values(row)],
  )
  if (!rows[0]) throw new NotFoundError()
  return toChannelRules(rows[0])
}

function toChannelRules(row: ChannelRulesRow): ChannelRules {
  const { inactivity_value: value, inactivity_unit: unit } = row
  return {
    version: row.version,
    receiver: receiverOf(row),
    operatorWaitMin: row.operator_wait_min,
    autoReplies: row.auto_replies,
    offHoursMode: row.off_hours,
    offHoursBotId: row.off_hours_bot_id,
    offHoursFallback: row.off_hours_fallback,
    offHoursReplies: row.off_hours_replies,
    isClosingTextShown: row.is_closing_text_shown,
    closingText: row.closing_text,
    closingTemplateId: row.closing_template_id,
    inactivity: value !== null && unit !== null ? { value, unit } : null,
    keepsUnanswered: row.keeps_unanswered,
    weight: row.weight,
    mustSkills: row.must_skills,
    niceSkills: row.nice_skills,
  }
}

function toRow(rules: ChannelRules) {
  return {
    ...receiverColumns(rules.receiver),
    operator_wait_min: rules.operatorWaitMin,
    auto_replies: JSON.stringify(rules.autoReplies),
    off_hours: rules.offHoursMode,
    off_hours_bot_id: rules.offHoursBotId,
    off_hours_fallback: rules.offHoursFallback,
    off_hours_replies: JSON.stringify(rules.offHoursReplies),
    is_closing_text_shown: rules.isClosingTextShown,
    closing_text: rules.closingText,
    closing_template_id: rules.closingTemplateId,
    inactivity_value: rules.inactivity?.value ?? null,
    inactivity_unit: rules.inactivity?.unit ?? null,
    keeps_unanswered: rules.keepsUnanswered,
    weight: rules.weight,
    must_skills: JSON.stringify(rules.mustSkills),
    nice_skills: JSON.stringify(rules.niceSkills),
  }
}
