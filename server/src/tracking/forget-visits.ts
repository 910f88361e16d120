import type { Database } from '../database/index.ts'

const AT_ONCE = 1000

/**
 * What is older than its counter keeps is forgotten, some at a time: a visit that nobody came of
 * altogether; of others it stays known from where a conversation came, and nothing of the visitor.
 */
export async function forgetVisits(database: Database, now: Date): Promise<void> {
  while ((await forgetSome(database, now)) === AT_ONCE);
}

async function forgetSome(database: Database, now: Date): Promise<number> {
  const { rows } = await database.query<{ count: number }>(
    `with old as materialized (
       select v.account_id, v.id, exists (
           select from conversations c where c.account_id = v.account_id and c.visit_id = v.id
         ) as is_kept
       from visits v join trackers t on t.account_id = v.account_id and t.id = v.tracker_id
       where v.token_hash is not null
         and v.last_seen_at < $1::timestamptz - make_interval(days => t.retention_days)
       order by v.last_seen_at limit ${AT_ONCE} for update of v skip locked
     ), gone as (
       delete from visits v using old
       where v.account_id = old.account_id and v.id = old.id and not old.is_kept
     ), bare as (
       update visits v set token_hash = null, number = null, term = '', content = '',
         page_url = '', page_title = '', referrer = '', click_ids = '{}', contact_id = null
       from old where v.account_id = old.account_id and v.id = old.id and old.is_kept
     )
     select count(*)::integer as count from old`,
    [now],
  )
  return rows[0]?.count ?? 0
}
