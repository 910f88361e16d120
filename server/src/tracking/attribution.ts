import { visibleTo } from '../access/index.ts'
import type { Queryable } from '../database/index.ts'
import { listCounted } from './channel-tracking.ts'
import type { Of } from './of-period.ts'
import { unmatched } from './unmatched.ts'

const names = ['visits', 'choices', 'arrived', 'matched', 'suggested', 'confirmed', 'unmatched']
type Counts = Record<
  'visits' | 'choices' | 'arrived' | 'matched' | 'suggested' | 'confirmed' | 'unmatched',
  number
>

const nothing = Object.fromEntries(names.map((name) => [name, 0])) as Counts

/** What became of the numbers that one campaign gave out. */
export interface Attributed extends Counts {
  source: string
  medium: string
  campaign: string
}

interface Narrow {
  channelIds?: readonly string[] | undefined
  sources?: readonly string[] | undefined
}

/**
 * How well conversations are traced to visits, by source and campaign: visits and choices of a
 * messenger, messages that brought their number, conversations tied to a visit, and those of which
 * a visit could only be suggested, with what people have made of that. The totals are of all, the
 * rows are the largest.
 */
export async function attribution(
  database: Queryable,
  of: Omit<Of, 'counted'>,
  { channelIds, sources }: Narrow = {},
): Promise<{ rows: Attributed[]; totals: Counts }> {
  const counted = await listCounted(database, of.accountId)
  const { values, text } = unmatched({ ...of, counted })
  const isVisible = visibleTo(of.reader, values)
  const [channels, wanted] = [values.push(channelIds ?? null), values.push(sources ?? null)]
  const isOfChannel = (column: string) =>
    `($${channels}::uuid[] is null or ${column} = any($${channels}))`
  const none = (name: string) => names.map((each) => `${each === name ? 1 : 0} as ${each}`).join()
  const { rows } = await database.query<Attributed & { totals: Counts }>(
    `with cases as (
       select v.source, v.medium, v.campaign, ${none('visits')} from visits v
       where v.account_id = $1 and v.created_at >= $2 and v.created_at < $3
     union all
       select v.source, v.medium, v.campaign, ${none('choices')} from visit_clicks k
       join visits v on v.account_id = k.account_id and v.id = k.visit_id
       where k.account_id = $1 and k.at >= $2 and k.at < $3 and ${isOfChannel('k.channel_id')}
     union all
       select v.source, v.medium, v.campaign, 0, 0,
         (s.reason is distinct from 'no-number')::integer, 1,
         (s.reason is not null)::integer, (s.reason is not null)::integer, 0
       from conversations c
       join visits v on v.account_id = c.account_id and v.id = c.visit_id
       left join visit_suggestions s on s.account_id = c.account_id and s.conversation_id = c.id
         and s.visit_id = c.visit_id and s.decision = 'confirmed'
       where c.account_id = $1 and c.visit_id is not null and c.opened_at >= $2
         and c.opened_at < $3 and ${isVisible} and ${isOfChannel('c.channel_id')}
     union all
       select v.source, v.medium, v.campaign, 0, 0, (s.reason = 'used')::integer, 0, 1, 0, 0
       from visit_suggestions s
       join visits v on v.account_id = s.account_id and v.id = s.visit_id
       join conversations c on c.account_id = s.account_id and c.id = s.conversation_id
       where s.account_id = $1 and s.decision = 'declined' and c.opened_at >= $2
         and c.opened_at < $3 and ${isVisible} and ${isOfChannel('c.channel_id')}
     union all
       select v.source, v.medium, v.campaign, 0, 0, (u.reason = 'used')::integer, 0, 1, 0, 1
       from (${text}) u join visits v on v.account_id = $1 and v.id = u.visit_id
       where ${isOfChannel('u.channel_id')}
     )
     select source, medium, campaign,
       ${names.map((name) => `sum(${name})::integer as ${name}`).join()},
       jsonb_build_object(${names.map((name) => `'${name}', sum(sum(${name})) over ()`).join()})
         as totals
     from cases where $${wanted}::text[] is null or source = any($${wanted})
     group by 1, 2, 3
     order by sum(matched + unmatched) desc, sum(visits) desc, 1, 2, 3 limit 500`,
    values,
  )
  return {
    rows: rows.map(({ totals: _, ...row }) => row),
    totals: rows[0]?.totals ?? nothing,
  }
}
