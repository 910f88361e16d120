import type { AccountRules } from '../settings/index.ts'
import type { SiteWorld } from './parts.ts'

/** As they are stored now: what was read for a conversation of before may be older. */
export async function currentRules(
  { database, ruleSettings }: Pick<SiteWorld, 'database' | 'ruleSettings'>,
  accountId: string,
): Promise<AccountRules> {
  const { rows } = await database.query<{ version: number }>(
    'select settings_version as version from accounts where id = $1',
    [accountId],
  )
  return ruleSettings.get(accountId, rows[0])
}
