import type { RoutingMethod, TeamSettings } from '@otklik/protocol'
import { v7 as newId } from 'uuid'

import type { Queryable } from '../database/index.ts'

/** What a new team starts with; REQ-02: an even load unless somebody decides otherwise. */
export const defaultTeamSettings: TeamSettings = {
  method: 'least-loaded',
  hand: 'offer',
  respectsStatus: true,
  answerWaitS: 60,
  whenNobodyAnswers: 'again',
  queueWaitS: 300,
  afterQueueWait: 'tell',
  backupTeamId: null,
  answerNormS: 300,
  tellTeamS: 120,
  silenceS: 600,
  sla: { usual: { firstS: null, nextS: null, resolutionS: null }, vip: null },
  stickyWaitS: null,
  relaxAfterS: 60,
  absence: { policy: 'reassign', afterS: 120 },
}

/** Every account starts with a team of all its people: what belongs to nobody else waits there. */
export async function createTeamOfEveryone(
  client: Queryable,
  accountId: string,
  { name, method = defaultTeamSettings.method }: { name: string; method?: RoutingMethod },
): Promise<string> {
  const id = newId()
  // Nobody else may be there to take over.
  const absence = { policy: 'keep', afterS: 120 }
  await client.query(
    `insert into teams (account_id, id, name, is_everyone, settings)
     values ($1, $2, $3, true, $4)`,
    [accountId, id, name, JSON.stringify({ ...defaultTeamSettings, method, absence })],
  )
  return id
}
