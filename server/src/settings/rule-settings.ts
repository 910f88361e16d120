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

export function createRuleSettings(database: Database): RuleSettings {
  const known = new Map<string, AccountRules>()
  return {
    async get(accountId, { version, client = database } = {}) {
      const kept = known.get(accountId)
      if (kept && (version === undefined || kept.version >= version)) return kept
      const read = toAccountRules(await readAccountRow(client, accountId))
      // Two may read at once: the newer one stays.
      if ((known.get(accountId)?.version ?? 0) <= read.version) known.set(accountId, read)
      return read
    },
  }
}
