import type { Database } from '../database/index.ts'
import type { OpenChannel } from './open-channels.ts'

export interface CatchingUp {
  database: Database
  /** Into the inbox, as if the webhook had brought it. */
  store(accountId: string, channelId: string, body: Buffer): Promise<void>
  onProblem(problem: string, facts: object): void
}

/** More than a platform's history gives at once, and less than would bury the living. */
const MOST_UPDATES = 1000
/** Clocks differ, and what was on its way at that moment may have been lost too. */
const OVERLAP_MS = 60_000

/**
 * Fetches what never reached us (REQ-11): lost webhooks look like silence. What is known already is
 * not counted and falls away in the inbox. Returns how many messages nobody here knew of.
 */
export async function catchUp(
  { database, store, onProblem }: CatchingUp,
  channel: OpenChannel,
  since: Date,
): Promise<number> {
  const { accountId, id: channelId, connection } = channel
  const bodies = (await connection.catchUp?.(new Date(since.getTime() - OVERLAP_MS))) ?? []
  const updates = bodies.slice(-MOST_UPDATES).map((body) => ({ body, ids: idsIn(channel, body) }))
  const known = await knownOf(
    database,
    channel,
    updates.flatMap(({ ids }) => ids ?? []),
  )
  const missed = new Set<string>()
  for (const { body, ids } of updates) {
    const unknown = ids?.filter((id) => !known.has(id))
    if (unknown?.length === 0) continue
    for (const id of unknown ?? []) missed.add(id)
    await store(accountId, channelId, body)
  }
  if (missed.size > 0) {
    await database.query(
      'update channels set recovered = $3, recovered_at = now() where account_id = $1 and id = $2',
      [accountId, channelId, missed.size],
    )
    const facts = { channelId, messages: missed.size, since: since.toISOString() }
    onProblem('messages were fetched that no webhook had brought', facts)
  }
  return missed.size
}

/** The messages an update brings; nothing when it brings anything else, which is stored in any case. */
function idsIn({ connection }: OpenChannel, body: Buffer): string[] | undefined {
  const events = connection.translate(body, new Date())
  const ids = events.flatMap((event) =>
    event.type === 'message' || event.type === 'echo' ? [event.id as string] : [],
  )
  return ids.length === events.length ? ids : undefined
}

async function knownOf(
  database: Database,
  { accountId, id }: OpenChannel,
  ids: string[],
): Promise<Set<string>> {
  const { rows } = await database.query<{ external_id: string }>(
    `select external_id from external_messages
     where account_id = $1 and channel_id = $2 and external_id = any($3) and message_id is not null`,
    [accountId, id, ids],
  )
  return new Set(rows.map((row) => row.external_id))
}
