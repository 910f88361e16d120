import type {
  AttributionReport,
  attributedQuery,
  attributionQuery,
  ReportConversations,
} from '@otklik/protocol/reports'
import type { z } from 'zod'

import { listConversations } from '../conversations/index.ts'
import type { Database, Queryable } from '../database/index.ts'
import type { Caller } from '../http/index.ts'
import { atWallClock } from '../rules/index.ts'
import { type Attributed, attribution, listAttributed } from '../tracking/index.ts'
import type { Asker } from './asked.ts'
import type { Asked } from './build-report.ts'
import { addDays, comparedWith, type Period } from './periods.ts'
import { stateOf } from './report-state.ts'

type Counts = AttributionReport['totals']

const nothing: Counts = {
  ...{ visits: 0, choices: 0, arrived: 0, matched: 0 },
  ...{ suggested: 0, confirmed: 0, unmatched: 0 },
}

/** More rows than this nobody reads. */
const MOST_ROWS = 500

/** «Атрибуция»: how well conversations are traced to visits, by source and campaign. */
export async function buildAttribution(
  database: Database,
  { asker, filter, period, compare }: Asked,
): Promise<AttributionReport> {
  const compared = compare && comparedWith(period, compare)
  const { timeZone } = await stateOf(database, asker.accountId)
  const read = (days: Period) =>
    attribution(database, { accountId: asker.accountId, reader: asker, days, timeZone }, filter)
  const [{ rows, totals }, before] = await Promise.all([read(period), compared && read(compared)])
  const known = before && new Map(before.rows.map((row) => [nameOf(row), row]))
  const shown = new Set(rows.map(nameOf))
  const gone = before?.rows.filter((row) => !shown.has(nameOf(row))) ?? []
  return {
    period,
    ...(compared && { compared }),
    timeZone,
    totals,
    ...(before && { comparedTotals: before.totals }),
    // What was there before and is there no more is a change as well.
    rows: [...rows, ...gone.map((row) => ({ ...row, ...nothing }))]
      .slice(0, MOST_ROWS)
      .map((row) => ({
        ...row,
        ...(known && { compared: countsOf(known.get(nameOf(row)) ?? nothing) }),
      })),
  }
}

interface Behind extends Pick<Asked, 'filter' | 'period'> {
  asker: Caller
  asked: Omit<z.output<typeof attributedQuery>, keyof z.output<typeof attributionQuery>>
}

/** The conversations behind a figure of attribution: each is one case of it. */
export async function listAttribution(
  database: Queryable,
  { asker, filter, period, asked }: Behind,
): Promise<ReportConversations> {
  const { timeZone } = await stateOf(database, asker.accountId)
  const of = ofDays(asker, period, timeZone)
  const { rows, count, next } = await listAttributed(database, of, { ...filter, ...asked })
  const ids = rows.map(({ id }) => id)
  const known = new Map(
    (await listConversations(database, asker, ids)).map((each) => [each.id, each]),
  )
  return {
    conversations: ids.flatMap((id) => {
      const conversation = known.get(id)
      return conversation ? [{ conversation, count: 1, sum: 0 }] : []
    }),
    ...{ count, conversationCount: count },
    ...(next && { next }),
  }
}

/** Days of the company's clock, as moments. */
function ofDays(asker: Asker, { from, to }: Period, timeZone: string) {
  const midnight = (date: string) => new Date(atWallClock(timeZone, { date, time: '00:00' }))
  const within = { from: midnight(from), until: midnight(addDays(to, 1)) }
  return { accountId: asker.accountId, reader: asker, ...within }
}

const nameOf = ({ source, medium, campaign }: Attributed): string =>
  JSON.stringify([source, medium, campaign])

const names = Object.keys(nothing) as (keyof Counts)[]

const countsOf = (row: Counts): Counts =>
  Object.fromEntries(names.map((name) => [name, row[name]])) as Counts
