import type { Queryable } from '../database/index.ts'

export interface FoundTracker {
  accountId: string
  id: string
  key: string
  sites: string[]
  needsConsent: boolean
}

/**
 * The counter that a public key leads to, of a company that may count: its module is on and it is
 * not suspended.
 */
export async function findTracker(
  database: Queryable,
  key: string,
): Promise<FoundTracker | undefined> {
  const { rows } = await database.query<FoundTracker>(
    `select t.account_id as "accountId", t.id, t.key, t.sites, t.needs_consent as "needsConsent"
     from tracking_keys k
     join trackers t on t.account_id = k.account_id and t.id = k.tracker_id
     join accounts a on a.id = t.account_id and a.suspended_at is null
     join modules m on m.account_id = t.account_id and m.name = 'call-tracking' and m.is_on
     where k.key = $1`,
    [key],
  )
  return rows[0]
}
