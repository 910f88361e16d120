import type { ScheduleRules } from '@otklik/protocol/settings'

import type { Queryable } from '../database/index.ts'
import { compileSchedule, type OpeningHours } from '../rules/index.ts'
import { type LocalTime, localTime } from './local-time.ts'
import { joinHours } from './open-seconds.ts'

/** By what an account's conversations are counted: its working hours, as they were, and its clock. */
export interface Counted {
  timeZone: string
  hours: OpeningHours
  time: LocalTime
}

const known = new Map<string, OpeningHours>()
const times = new Map<string, LocalTime>()
const MOST_KNOWN = 200

/** What is new in the schedule begins now, so that what was counted stays as it was. */
export async function readHours(client: Queryable, accountId: string): Promise<Counted> {
  await client.query(
    `insert into report_hours (account_id, since, version, rules)
     select h.account_id,
       case when exists (select from report_hours e where e.account_id = h.account_id)
         then now() else '-infinity' end,
       h.version,
       jsonb_build_object('timeZone', h.time_zone, 'week', h.week, 'exceptions', h.exceptions)
     from schedules h where h.account_id = $1
       and not exists (select from report_hours e
         where e.account_id = h.account_id and e.version >= h.version)
     on conflict do nothing`,
    [accountId],
  )
  const { rows } = await client.query<{ since_ms: number | null; rules: ScheduleRules }>(
    `select case when isfinite(since) then extract(epoch from since) * 1000 end::float8 as since_ms,
       rules
     from report_hours where account_id = $1 order by since`,
    [accountId],
  )
  const last = rows.at(-1)
  if (!last) throw new Error('an account without working hours')
  const { timeZone } = last.rules
  const eras = rows.map(({ since_ms, rules }) => ({
    since: since_ms ?? Number.NEGATIVE_INFINITY,
    hours: remembered(known, JSON.stringify(rules), () => compileSchedule(rules)),
  }))
  return { timeZone, hours: joinHours(eras), time: timeOf(timeZone) }
}

export const timeOf = (timeZone: string): LocalTime =>
  remembered(times, timeZone, () => localTime(timeZone))

function remembered<Value>(kept: Map<string, Value>, key: string, make: () => Value): Value {
  const value = kept.get(key) ?? make()
  if (!kept.has(key)) {
    if (kept.size >= MOST_KNOWN) kept.clear()
    kept.set(key, value)
  }
  return value
}
