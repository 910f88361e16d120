import type { OperatorStatus } from '@otklik/protocol'
import type { StatusReport } from '@otklik/protocol/reports'

import type { Queryable } from '../database/index.ts'
import { atWallClock } from '../rules/index.ts'
import type { Asked } from './build-report.ts'
import { addDays, comparedWith, type Period } from './periods.ts'
import { stateOf } from './report-state.ts'

type Times = StatusReport['totals']

interface Row {
  operator_id: string
  name: string
  status: OperatorStatus
  reason: string
  seconds: number
}

/** «Время по статусам»: how long operators were on line, and why they were not. */
export async function buildStatuses(
  database: Queryable,
  asked: Asked,
  now: Date,
): Promise<StatusReport> {
  const { period } = asked
  const compared = asked.compare && comparedWith(period, asked.compare)
  const { timeZone, ...filling } = await stateOf(database, asked.asker.accountId)
  const read = (within: Period) => readSpells(database, { asked, timeZone, now, period: within })
  const [spells, before] = await Promise.all([read(period), compared && read(compared)])
  // Whoever was there before and is there no more is a change as well.
  const names = new Map([...(before ?? []), ...spells].map((each) => [each.operator_id, each.name]))
  const own = (rows: readonly Row[], id: string) =>
    timesOf(rows.filter(({ operator_id }) => operator_id === id))
  const rows = [...names].map(([id, name]) => ({
    ...{ id, name, ...own(spells, id) },
    ...(before && { compared: own(before, id) }),
  }))
  return {
    period,
    ...(compared && { compared }),
    timeZone,
    ...filling,
    totals: timesOf(spells),
    ...(before && { comparedTotals: timesOf(before) }),
    rows: rows.sort((one, other) => one.name.localeCompare(other.name)),
  }
}

function timesOf(rows: readonly Row[]): Times {
  const seconds: Times['seconds'] = {}
  const reasons = new Map<string, Times['reasons'][number]>()
  for (const { status, reason, seconds: length } of rows) {
    if (status === 'offline') continue
    seconds[status] = (seconds[status] ?? 0) + length
    if (status === 'online') continue
    const known = reasons.get(`${status} ${reason}`)
    if (known) known.seconds += length
    else reasons.set(`${status} ${reason}`, { status, reason, seconds: length })
  }
  return {
    seconds,
    reasons: [...reasons.values()].sort((one, other) => other.seconds - one.seconds),
  }
}

interface Given {
  asked: Asked
  timeZone: string
  now: Date
  period: Period
}

/** Spells cut by the period; whoever sees a part sees themselves, and who is of their teams. */
async function readSpells(
  database: Queryable,
  { asked: { asker, filter }, timeZone, now, period }: Given,
): Promise<Row[]> {
  const midnight = (date: string) => new Date(atWallClock(timeZone, { date, time: '00:00' }))
  const end = midnight(addDays(period.to, 1))
  const until = end < now ? end : now
  const seen = asker.scope === 'all' ? null : asker.seesOf
  const { rows } = await database.query<Row>(
    `select s.operator_id, o.name, s.status, s.reason, round(sum(extract(epoch from
       least(coalesce(s.until, $3), $3) - greatest(s.since, $2))))::integer as seconds
     from operator_spells s
     join operators o on o.account_id = s.account_id and o.id = s.operator_id
     where s.account_id = $1 and s.since < $3 and coalesce(s.until, $3) > $2
       and ($4::uuid[] is null or o.id = any($4))
       and ($5::uuid[] is null or exists (select from team_members m
         where m.account_id = o.account_id and m.operator_id = o.id and m.team_id = any($5)))
       and ($6::uuid[] is null or o.id = any($6) or exists (select from team_members m
         where m.account_id = o.account_id and m.operator_id = o.id and m.team_id = any($6)))
     group by s.operator_id, o.name, s.status, s.reason`,
    [
      asker.accountId,
      midnight(period.from),
      until,
      filter.operatorIds ?? null,
      filter.teamIds ?? null,
      seen,
    ],
  )
  return rows
}
