import type { AttributionReport } from '@otklik/protocol/reports'

import type { Queryable } from '../database/index.ts'
import { atWallClock } from '../rules/index.ts'
import { type Attributed, attribution } from '../tracking/index.ts'
import type { Asked } from './build-report.ts'
import { addDays, comparedWith, type Period } from './periods.ts'
import { stateOf } from './report-state.ts'

type Counts = AttributionReport['totals']

const nothing: Counts = {
  ...{ visits: 0, choices: 0, arrived: 0, matched: 0 },
  ...{ suggested: 0, confirmed: 0, unmatched: 0 },
}

/** «Атрибуция»: how well conversations are traced to visits, by source and campaign. */
export async function buildAttribution(
  database: Queryable,
  { asker, filter, period, compare }: Asked,
): Promise<AttributionReport> {
  const compared = compare && comparedWith(period, compare)
  const { timeZone } = await stateOf(database, asker.accountId)
  const midnight = (date: string) => new Date(atWallClock(timeZone, { date, time: '00:00' }))
  const read = ({ from, to }: Period) => {
    const within = { from: midnight(from), until: midnight(addDays(to, 1)) }
    return attribution(database, { accountId: asker.accountId, reader: asker, ...within }, filter)
  }
  const [{ rows, totals }, before] = await Promise.all([read(period), compared && read(compared)])
  const known = before && new Map(before.rows.map((row) => [nameOf(row), row]))
  return {
    period,
    ...(compared && { compared }),
    timeZone,
    totals,
    ...(before && { comparedTotals: before.totals }),
    rows: rows.map((row) => ({
      ...row,
      ...(known && { compared: countsOf(known.get(nameOf(row)) ?? nothing) }),
    })),
  }
}

const nameOf = ({ source, medium, campaign }: Attributed): string =>
  JSON.stringify([source, medium, campaign])

const names = Object.keys(nothing) as (keyof Counts)[]

const countsOf = (row: Counts): Counts =>
  Object.fromEntries(names.map((name) => [name, row[name]])) as Counts
