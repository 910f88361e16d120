import type { Scenario } from '@otklik/protocol/settings'

import type { Queryable } from '../database/index.ts'

export interface FoundScenario {
  scenario: Scenario
  version: number
  name: string
}

/** That version of it, though its bot may be deleted by now; without one, what is published. */
export async function findScenario(
  client: Queryable,
  { accountId, botId, version }: { accountId: string; botId: string; version?: number },
): Promise<FoundScenario | undefined> {
  const { rows } = await client.query<FoundScenario>(
    `select v.scenario, v.version, b.name from bots b
     join scenario_versions v on v.account_id = b.account_id and v.bot_id = b.id
       and v.version = coalesce($3, b.published_version)
     where b.account_id = $1 and b.id = $2
       and ($3::integer is not null or b.deleted_at is null and b.is_enabled)`,
    [accountId, botId, version ?? null],
  )
  return rows[0]
}
