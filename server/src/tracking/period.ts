import { MOST_TRACKING_DAYS } from '@otklik/protocol/settings'

import type { Queryable } from '../database/index.ts'
import { InvalidFieldsError } from '../http/index.ts'

export interface Days {
  from: string
  to: string
}

export interface Period {
  from: Date
  /** The first moment after it. */
  until: Date
}

const DAY_MS = 86_400_000

/** Days as the company's own clock counts them. */
export async function periodOf(
  database: Queryable,
  accountId: string,
  { from, to }: Days,
): Promise<Period> {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1
  if (days < 1) throw new InvalidFieldsError({ to: { code: 'wrong-dates' } })
  if (days > MOST_TRACKING_DAYS) {
    const facts = { most: MOST_TRACKING_DAYS }
    throw new InvalidFieldsError({ from: { code: 'period-too-long', facts } })
  }
  const { rows } = await database.query<Period>(
    `select ($2::date)::timestamp at time zone s.time_zone as "from",
       ($3::date + 1)::timestamp at time zone s.time_zone as "until"
     from schedules s where s.account_id = $1`,
    [accountId, from, to],
  )
  if (!rows[0]) throw new Error(`account ${accountId} has no schedule`)
  return rows[0]
}
