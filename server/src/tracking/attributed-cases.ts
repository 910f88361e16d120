import { visibleTo } from '../access/index.ts'
import type { Of } from './of-period.ts'
import { unmatched } from './unmatched.ts'

export const attributedNames = [
  'visits',
  'choices',
  'arrived',
  'matched',
  'suggested',
  'confirmed',
  'unmatched',
] as const
export type AttributedName = (typeof attributedNames)[number]

/** Beside the figures: suggestions that are none once the channel's links carry no number. */
export const summedNames = [...attributedNames, 'unnumbered'] as const
type Name = (typeof summedNames)[number]

export interface Narrow {
  channelIds?: readonly string[] | undefined
  sources?: readonly string[] | undefined
}

/**
 * Everything that attribution counts, as SQL: visits and choices of a messenger added up, and a row for
 * each conversation, with 1 under what it is counted as. Figures and what is behind them are of these
 * rows alike. No conversation is there twice.
 *
 * Whatever is counted here by something more must leave its time in `attribution_changes` when that
 * changes: the sums of its day are made anew then (migration 0061).
 */
export function attributedCases(
  of: Of,
  { channelIds, sources }: Narrow,
): { values: unknown[]; text: string } {
  const { values, text } = unmatched(of)
  const isVisible = visibleTo(of.reader, values)
  const [channels, wanted] = [values.push(channelIds ?? null), values.push(sources ?? null)]
  const isOfChannel = (column: string) =>
    `($${channels}::uuid[] is null or ${column} = any($${channels}))`
  const isTheirs = `c.opened_at >= $2 and c.opened_at < $3 and ${isVisible}
    and ${isOfChannel('c.channel_id')}`
  const cases = `
    select v.source, v.medium, v.campaign, null::uuid as channel_id, null::uuid as id,
      null::bigint as number, ${counting({ visits: 'count(*)' })}
    from visits v where v.account_id = $1 and v.created_at >= $2 and v.created_at < $3
    group by v.source, v.medium, v.campaign
    union all
    select v.source, v.medium, v.campaign, k.channel_id, null, null,
      ${counting({ choices: 'count(*)' })}
    from visit_clicks k join visits v on v.account_id = k.account_id and v.id = k.visit_id
    where k.account_id = $1 and k.at >= $2 and k.at < $3 and ${isOfChannel('k.channel_id')}
    group by v.source, v.medium, v.campaign, k.channel_id
    union all
    select v.source, v.medium, v.campaign, c.channel_id, c.id, c.number, ${counting({
      arrived: `(s.reason is distinct from 'no-number')::integer`,
      matched: '1',
      suggested: '(s.reason is not null)::integer',
      confirmed: '(s.reason is not null)::integer',
    })}
    from conversations c
    join visits v on v.account_id = c.account_id and v.id = c.visit_id
    left join visit_suggestions s on s.account_id = c.account_id and s.conversation_id = c.id
      and s.visit_id = c.visit_id and s.decision = 'confirmed'
    where c.account_id = $1 and c.visit_id is not null and ${isTheirs}
    union all
    select v.source, v.medium, v.campaign, c.channel_id, c.id, c.number, ${counting({
      arrived: `(s.reason = 'used')::integer`,
      suggested: '1',
    })}
    from visit_suggestions s
    join visits v on v.account_id = s.account_id and v.id = s.visit_id
    join conversations c on c.account_id = s.account_id and c.id = s.conversation_id
      and c.visit_id is null
    where s.account_id = $1 and s.decision = 'declined' and ${isTheirs}
    union all
    select u.source, u.medium, u.campaign, u.channel_id, u.id, u.number, ${counting({
      arrived: `(u.reason = 'used')::integer`,
      suggested: '1',
      unmatched: '1',
      unnumbered: 'u.is_by_time::integer',
    })}
    from (${text}) u where ${isOfChannel('u.channel_id')}`
  return {
    values,
    text: `select * from (${cases}) every
      where $${wanted}::text[] is null or source = any($${wanted})`,
  }
}

const counting = (counts: Partial<Record<Name, string>>): string =>
  summedNames.map((name) => `${counts[name] ?? 0} as ${name}`).join()
