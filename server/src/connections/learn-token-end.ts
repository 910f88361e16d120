import { ChannelError } from '../channels/index.ts'
import type { Database } from '../database/index.ts'
import type { OpenChannel } from './open-channels.ts'

const ASK_EVERY = '6 hours'

/** Keeps when the channel's token ends, where its platform tells it: so that it ends unnoticed by nobody. */
export async function learnTokenEnd(
  database: Database,
  { accountId, id, connection }: OpenChannel,
): Promise<void> {
  if (!connection.tokenEndsAt) return
  const { rowCount } = await database.query(
    `update channels set token_asked_at = now() where account_id = $1 and id = $2
       and (token_asked_at is null or token_asked_at < now() - $3::interval)`,
    [accountId, id, ASK_EVERY],
  )
  if (!rowCount) return
  try {
    const endsAt = await connection.tokenEndsAt()
    await database.query(
      'update channels set token_ends_at = $3 where account_id = $1 and id = $2',
      [accountId, id, endsAt ?? null],
    )
  } catch (error) {
    // Nothing depends on it: it is asked again some hours later.
    if (!(error instanceof ChannelError)) throw error
  }
}
