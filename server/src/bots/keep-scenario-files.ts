import type { Scenario } from '@otklik/protocol/settings'

import type { Queryable } from '../database/index.ts'
import { keepForBot } from '../files/index.ts'
import type { WhichBot } from './bot-row.ts'

/** What a draft sends is kept from now on, published or not. */
export async function keepScenarioFiles(
  client: Queryable,
  { accountId, botId }: WhichBot,
  scenario: Scenario,
): Promise<void> {
  await keepForBot(client, accountId, { ids: filesOf(scenario), botId })
}

export function filesOf({ steps }: Scenario): string[] {
  return steps.flatMap((step) => (step.kind === 'message' ? step.fileIds : []))
}
