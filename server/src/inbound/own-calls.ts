import { setTimeout as delay } from 'node:timers/promises'

import type { OpenChannel } from '../connections/index.ts'
import type { Database } from '../database/index.ts'

const LOOK_EVERY_MS = 100

/**
 * A platform that echoes may tell of a message of ours before it answers the call that made it.
 * Until the answer has brought its name, that message looks like somebody else's: so an echo waits
 * for the calls that are under way in its thread, for as long as a call may take.
 */
export async function ownCallsEnded(
  database: Database,
  { accountId, id: channelId, callTimeoutMs }: OpenChannel,
  thread: string,
): Promise<void> {
  const end = performance.now() + callTimeoutMs.file
  while (performance.now() < end) {
    const { rows } = await database.query(
      `select 1 from lanes
       where account_id = $1 and channel_id = $2 and lane = $3 and busy_until is not null`,
      [accountId, channelId, thread],
    )
    if (rows.length === 0) return
    await delay(LOOK_EVERY_MS)
  }
}
