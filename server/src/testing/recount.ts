import { failureReason } from '@otklik/protocol'

import type { Database } from '../database/index.ts'
import { measures } from '../reports/measures.ts'

const m = measures

/** What is counted of rows as they are stored, without the story that a transcript tells. */
export const recounted = [
  ...[m.opened, m.outOfHours, m.backup, m.undelivered, m.windowExpired, m.ratingAsked, m.rated],
  ...[m.funnel, m.slaFirst, m.slaNext, m.slaResolution],
] as const

/** When people are there in `office`, as SQL: Monday to Friday from nine to six, in Moscow. */
export const office = {
  timeZone: 'Europe/Moscow',
  week: [1, 2, 3, 4, 5, 6, 7].map((day) => (day < 6 ? [{ from: '09:00', to: '18:00' }] : [])),
  exceptions: [],
}
const isOpen = (at: string) =>
  `(extract(isodow from ${at}) < 6 and ${at}::time >= '09:00' and ${at}::time < '18:00')`

/**
 * Counts what reports count, of a past that is planted, in SQL alone: a second hand, which knows nothing
 * of the first. One text for each sum: day, operator, measure, bucket, count, total.
 */
export async function recount(database: Database, accountId: string): Promise<string[]> {
  const { rows } = await database.query<{ sum: string }>(
    `with talk as (
       select c.*, c.opened_at at time zone 'Europe/Moscow' as local,
         exists (select from conversations o where o.account_id = c.account_id
           and o.contact_id = c.contact_id and o.opened_at <> c.opened_at
           and o.number < c.number) as is_returning
       from conversations c where c.account_id = $1),
     said as (
       select m.*, m.at at time zone 'Europe/Moscow' as local, c.operator_id,
         m.content -> 'system' ->> 'code' as code
       from messages m join talk c on c.id = m.conversation_id),
     cases (local, operator_id, measure, bucket, total) as (
       select local, operator_id, ${m.opened}, case when is_returning then 2 else 1 end, 0 from talk
     union all
       select local, operator_id, ${m.outOfHours}, 0, 0 from talk where not ${isOpen('local')}
     union all
       select local, operator_id, ${m.backup}, 0, 0 from said
       where code in ('bot-unavailable', 'moved-to-backup')
     union all
       select local, operator_id, ${m.windowExpired}, 0, 0 from said where code = 'window-closed'
     union all
       select local, case when author_type = 'operator' then author_id end, ${m.undelivered},
         array_position($2::text[], failure ->> 'reason'), 0
       from said where status = 'failed'
     union all
       select asked_at at time zone 'Europe/Moscow', operator_id, ${m.ratingAsked}, 0, 0
       from ratings where account_id = $1
     union all
       select rated_at at time zone 'Europe/Moscow', operator_id, ${m.rated},
         case when decision is null then score else 0 end,
         case when decision is null then score else 0 end
       from ratings where account_id = $1 and score is not null
     union all
       select started_at at time zone 'Europe/Moscow', operator_id,
         case kind when 'first' then ${m.slaFirst} when 'next' then ${m.slaNext}
           else ${m.slaResolution} end,
         case when broken_at is null then 1 else 2 end, 0
       from sla_results where account_id = $1
     union all
       select local, operator_id, ${m.funnel}, stage, 0 from talk,
         lateral (select array(select code from said
             where conversation_id = talk.id and code is not null) as codes,
           exists (select from said
             where conversation_id = talk.id and author_type = 'operator') as is_answered) s,
         lateral (values (1, true),
           (2, not 'bot-took' = any(codes) or codes && '{bot-handed-over,bot-unavailable,taken}'),
           (3, 'taken' = any(codes)), (4, is_answered), (5, 'closed' = any(codes))
         ) as stages (stage, is_there)
       where is_there)
     select concat_ws('|', local::date, coalesce(operator_id::text, ''), measure, bucket, count(*),
       sum(total)) as sum
     from cases group by local::date, operator_id, measure, bucket`,
    [accountId, failureReason.options],
  )
  return rows.map(({ sum }) => sum).sort()
}
