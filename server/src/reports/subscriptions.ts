import type {
  CreateReportSubscriptionRequest,
  EditReportSubscriptionRequest,
  ReportSubscription,
} from '@otklik/protocol/reports'
import { v7 as newId } from 'uuid'

import type { Queryable } from '../database/index.ts'
import { type Caller, InvalidFieldsError, NotFoundError, Refusal } from '../http/index.ts'
import { nextSending } from './next-sending.ts'
import { stateOf } from './report-state.ts'

/** Nobody reads more letters than this. */
const MOST_OF_ONE = 20

type Whose = Pick<Caller, 'accountId' | 'operatorId'>

interface Row {
  id: string
  version: number
  report: ReportSubscription['report']
  filter: ReportSubscription['filter']
  metric: ReportSubscription['metric'] | null
  every: ReportSubscription['every']
  weekday: number | null
  month_day: number | null
  hour: number
  format: ReportSubscription['format']
  next_at: Date
  last_sent_at: Date | null
  failed_at: Date | null
}

const columns =
  'id, version, report, filter, metric, every, weekday, month_day, hour, format, next_at, last_sent_at, failed_at'

/** One's own: what a report shows depends on who reads it. */
export async function listSubscriptions(
  database: Queryable,
  { accountId, operatorId }: Whose,
): Promise<ReportSubscription[]> {
  const { rows } = await database.query<Row>(
    `select ${columns} from report_subscriptions
     where account_id = $1 and operator_id = $2 order by created_at, id`,
    [accountId, operatorId],
  )
  return rows.map(view)
}

export async function createSubscription(
  client: Queryable,
  whose: Whose,
  { wanted, now }: { wanted: CreateReportSubscriptionRequest; now: Date },
): Promise<ReportSubscription> {
  const { accountId, operatorId } = whose
  const times = checked(wanted)
  if ((await listSubscriptions(client, whose)).length >= MOST_OF_ONE) {
    throw new InvalidFieldsError({ report: { code: 'too-many-letters' } })
  }
  const { timeZone } = await stateOf(client, accountId)
  const { rows } = await client.query<Row>(
    `insert into report_subscriptions (account_id, id, operator_id, report, filter, metric, every,
       weekday, month_day, hour, format, next_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning ${columns}`,
    [accountId, newId(), operatorId, ...valuesOf(wanted), nextSending(times, { timeZone, now })],
  )
  return view(rows[0]!)
}

export async function editSubscription(
  client: Queryable,
  { accountId, operatorId }: Whose,
  { id, wanted, now }: { id: string; wanted: EditReportSubscriptionRequest; now: Date },
): Promise<ReportSubscription> {
  const times = checked(wanted)
  const { timeZone } = await stateOf(client, accountId)
  const { rows } = await client.query<Row>(
    `update report_subscriptions set version = version + 1, report = $5, filter = $6, metric = $7,
       every = $8, weekday = $9, month_day = $10, hour = $11, format = $12, next_at = $13,
       retry_at = null, failed_at = null
     where account_id = $1 and operator_id = $2 and id = $3 and version = $4 returning ${columns}`,
    [
      ...[accountId, operatorId, id, wanted.version],
      ...valuesOf(wanted),
      nextSending(times, { timeZone, now }),
    ],
  )
  if (rows[0]) return view(rows[0])
  const found = await listSubscriptions(client, { accountId, operatorId })
  throw found.some((each) => each.id === id)
    ? new Refusal('changed-meanwhile')
    : new NotFoundError()
}

export async function deleteSubscription(
  client: Queryable,
  { accountId, operatorId }: Whose,
  id: string,
): Promise<void> {
  const { rowCount } = await client.query(
    'delete from report_subscriptions where account_id = $1 and operator_id = $2 and id = $3',
    [accountId, operatorId, id],
  )
  if (rowCount === 0) throw new NotFoundError()
}

/** Which day it goes out has to be known where it does not go out every day. */
function checked<Wanted extends CreateReportSubscriptionRequest>(wanted: Wanted): Wanted {
  if (wanted.every === 'week' && wanted.weekday === undefined) {
    throw new InvalidFieldsError({ weekday: { code: 'required' } })
  }
  if (wanted.every === 'month' && wanted.monthDay === undefined) {
    throw new InvalidFieldsError({ monthDay: { code: 'required' } })
  }
  return wanted
}

const valuesOf = (wanted: CreateReportSubscriptionRequest) => [
  wanted.report,
  JSON.stringify(wanted.filter),
  wanted.report === 'heat' ? (wanted.metric ?? 'opened') : null,
  wanted.every,
  wanted.every === 'week' ? wanted.weekday : null,
  wanted.every === 'month' ? wanted.monthDay : null,
  wanted.hour,
  wanted.format,
]

function view(row: Row): ReportSubscription {
  const { id, version, report, filter, every, weekday, month_day, hour, format } = row
  return {
    ...{ id, version, report, filter, every, hour, format },
    ...(row.metric && { metric: row.metric }),
    ...(weekday !== null && { weekday }),
    ...(month_day !== null && { monthDay: month_day }),
    nextAt: row.next_at.toISOString(),
    ...(row.last_sent_at && { lastSentAt: row.last_sent_at.toISOString() }),
    ...(row.failed_at && { failedAt: row.failed_at.toISOString() }),
  }
}
