import type { Queryable } from '../database/index.ts'

const allDay = [{ from: '00:00', to: '24:00' }]

/** A new account works round the clock until it says otherwise: it never opens, so no alarm is set. */
export async function createSchedule(client: Queryable, accountId: string): Promise<void> {
  const week = Array.from({ length: 7 }, () => allDay)
  await client.query(
    `insert into schedules (account_id, time_zone, week) values ($1, 'Europe/Moscow', $2)`,
    [accountId, JSON.stringify(week)],
  )
}
