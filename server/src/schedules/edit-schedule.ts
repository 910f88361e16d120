import type { ScheduleRules } from '@otklik/protocol/settings'

import {
  type Author,
  changedMeanwhile,
  differences,
  recordChange,
  withPrefix,
} from '../audit/index.ts'
import { type Database, lockAccount, type Queryable, settingsChanged } from '../database/index.ts'
import { InvalidFieldsError, NotFoundError } from '../http/index.ts'
import type { Clock } from '../lib/clock.ts'
import { toDatabaseJson } from '../lib/database-json.ts'
import type { Hints } from '../lib/hints.ts'
import { checkSchedule } from '../rules/index.ts'
import { alarmAfter, columns, type ScheduleRow, toRules } from './schedule-row.ts'

export interface Parts {
  database: Database
  clock: Clock
  hints: Hints
}

interface Edit {
  author: Author
  /** What the form was filled from: only that is changed. */
  version: number
  rules: ScheduleRules
}

/** The alarm is set anew together with the hours, so that it never rings by the hours of before. */
export async function editSchedule(
  { database, clock, hints }: Parts,
  { author, version, rules }: Edit,
): Promise<ScheduleRow> {
  const { accountId } = author
  refuseWrongHours(rules)
  const alarmAt = alarmAfter(rules, clock.now())
  const row = await database.transaction(async (client) => {
    await lockAccount(client, accountId)
    const before = await getRow(client, accountId)
    if (before.version !== version) {
      throw await changedMeanwhile(client, { accountId, kind: 'schedule', version })
    }
    const { rows } = await client.query<ScheduleRow>(
      `update schedules set version = version + 1,
         time_zone = $2, week = $3, exceptions = $4, alarm_at = $5
       where account_id = $1 returning ${columns}`,
      [
        accountId,
        rules.timeZone,
        JSON.stringify(rules.week),
        toDatabaseJson(rules.exceptions),
        alarmAt,
      ],
    )
    const after = rows[0]!
    await recordChange(client, author, {
      action: 'changed',
      subject: { kind: 'schedule', name: '' },
      changes: differences(settingsOf(before), settingsOf(after)),
      version: after.version,
    })
    await settingsChanged(client, accountId, { scope: 'schedule' })
    return after
  })
  hints.send('sweeps', accountId)
  hints.send('wake-ups', accountId)
  hints.send('deadlines', accountId)
  return row
}

async function getRow(client: Queryable, accountId: string): Promise<ScheduleRow> {
  const { rows } = await client.query<ScheduleRow>(
    `select ${columns} from schedules where account_id = $1`,
    [accountId],
  )
  if (!rows[0]) throw new NotFoundError()
  return rows[0]
}

function settingsOf(row: ScheduleRow) {
  const { timeZone, week, exceptions } = toRules(row)
  return { timeZone, ...withPrefix('week', Object.fromEntries(week.entries())), exceptions }
}

/** What the schemas let through and no office can keep. */
export function refuseWrongHours(rules: ScheduleRules): void {
  const problems = Object.entries(checkSchedule(rules))
  if (problems.length === 0) return
  throw new InvalidFieldsError(Object.fromEntries(problems.map(([path, code]) => [path, { code }])))
}
