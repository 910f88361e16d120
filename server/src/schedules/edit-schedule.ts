import type { ScheduleRules } from '@otklik/protocol'

import { type Database, settingsChanged } from '../database/index.ts'
import { InvalidFieldsError, Refusal } from '../http/index.ts'
import type { Clock } from '../lib/clock.ts'
import { toDatabaseJson } from '../lib/database-json.ts'
import type { Hints } from '../lib/hints.ts'
import { checkSchedule } from '../rules/index.ts'
import { alarmAfter, columns, type ScheduleRow } from './schedule-row.ts'

export interface Parts {
  database: Database
  clock: Clock
  hints: Hints
}

interface Edit {
  accountId: string
  /** What the form was filled from: only that is changed. */
  version: number
  rules: ScheduleRules
}

/** The alarm is set anew together with the hours, so that it never rings by the hours of before. */
export async function editSchedule(
  { database, clock, hints }: Parts,
  { accountId, version, rules }: Edit,
): Promise<ScheduleRow> {
  refuseWrongHours(rules)
  const alarmAt = alarmAfter(rules, clock.now())
  const row = await database.transaction(async (client) => {
    const { rows } = await client.query<ScheduleRow>(
      `update schedules set version = version + 1,
         time_zone = $3, week = $4, exceptions = $5, alarm_at = $6
       where account_id = $1 and version = $2 returning ${columns}`,
      [
        accountId,
        version,
        rules.timeZone,
        JSON.stringify(rules.week),
        toDatabaseJson(rules.exceptions),
        alarmAt,
      ],
    )
    if (!rows[0]) throw new Refusal('changed-meanwhile')
    await settingsChanged(client, accountId, { scope: 'schedule' })
    return rows[0]
  })
  hints.send('sweeps', accountId)
  hints.send('wake-ups', accountId)
  hints.send('deadlines', accountId)
  return row
}

/** What the schemas let through and no office can keep. */
export function refuseWrongHours(rules: ScheduleRules): void {
  const problems = Object.entries(checkSchedule(rules))
  if (problems.length === 0) return
  throw new InvalidFieldsError(Object.fromEntries(problems.map(([path, code]) => [path, { code }])))
}
