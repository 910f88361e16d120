import type { Database, Queryable } from '../database/index.ts'
import { type AccountRules, readAccountRow, toAccountRules } from './account-rules.ts'

export interface RuleSettings {
  /**
   * Kept until a newer version is asked for. Within a transaction give its client: a second
   * connection might not come while locks are held.
   */
  get(
    accountId: string,
    how?: { version?: number | undefined; client?: Queryable },
  ): Promise<AccountRules>
}

/** `isShared`: other processes change settings, so that what is kept cannot be believed unasked. */
export function createRuleSettings(database: Database, { isShared = false } = {}): RuleSettings {
  const known = new Map<string, AccountRules>()
  return {
    async get(accountId, { version: asked, client = database } = {}) {
      const kept = known.get(accountId)
      const version = asked ?? (isShared && kept ? await readVersion(client, accountId) : undefined)
      if (kept && (version === undefined || kept.version >= version)) return kept
      const read = toAccountRules(await readAccountRow(client, accountId))
      // Two may read at once: the newer one stays.
      if ((known.get(accountId)?.version ?? 0) <= read.version) known.set(accountId, read)
      return read
    },
  }
}

async function readVersion(client: Queryable, accountId: string): Promise<number | undefined> {
  const { rows } = await client.query<{ settings_version: number }>(
    'select settings_version from accounts where id = $1',
    [accountId],
  )
  return rows[0]?.settings_version
}
