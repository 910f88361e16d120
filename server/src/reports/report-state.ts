import type { Queryable } from '../database/index.ts'

/** By whose clock a report is, and whether what was there from before is still being counted. */
export async function stateOf(
  database: Queryable,
  accountId: string,
): Promise<{ timeZone: string; isFilling?: true }> {
  const { rows } = await database.query<{ time_zone: string; is_filled: boolean | null }>(
    `select h.time_zone, s.is_filled from schedules h
     left join report_cursors s on s.account_id = h.account_id where h.account_id = $1`,
    [accountId],
  )
  const timeZone = rows[0]?.time_zone ?? 'UTC'
  return { timeZone, ...(!rows[0]?.is_filled && { isFilling: true }) }
}
