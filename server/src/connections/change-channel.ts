import type { ChannelError } from '../channels/index.ts'
import { appendFeed, type Database, type Queryable } from '../database/index.ts'
import type { Hints } from '../lib/hints.ts'
import type { Channels, OpenChannel } from './open-channels.ts'
import { type ChannelRow, viewChannel } from './view-channel.ts'

export interface ChannelWorld {
  database: Database
  channels: Channels
  hints: Hints
}

/**
 * Changes a channel's row and tells everybody: a new version, an event in the feed, and, after the
 * commit, a hint to those who keep it open. `set` is SQL of ours, never of a request.
 */
export async function changeChannel(
  { database, channels, hints }: ChannelWorld,
  where: { accountId: string; channelId: string; version?: number },
  set: string,
  values: unknown[],
): Promise<ChannelRow | undefined> {
  const row = await database.transaction((client) => change(client, where, set, values))
  if (!row) return undefined
  channels.forget(where.channelId)
  hints.send('feed', where.accountId)
  hints.send('channels', where.accountId)
  return row
}

async function change(
  client: Queryable,
  { accountId, channelId, version }: { accountId: string; channelId: string; version?: number },
  set: string,
  values: unknown[],
): Promise<ChannelRow | undefined> {
  const { rows } = await client.query<ChannelRow>(
    `update channels set version = version + 1, ${set}
     where account_id = $1 and id = $2 and ($3::bigint is null or version = $3) returning *`,
    [accountId, channelId, version ?? null, ...values],
  )
  const row = rows[0]
  if (!row) return undefined
  await appendFeed(client, accountId, [
    { kind: 'channel', version: row.version, payload: viewChannel(row) },
  ])
  return row
}

/** The platform refuses our credentials: the channel stops, and what waits to leave goes on waiting. */
export async function reportBroken(
  world: ChannelWorld,
  channel: Pick<OpenChannel, 'accountId' | 'id'>,
  error: ChannelError,
): Promise<void> {
  const problem = {
    reason: error.reason,
    ...(error.code && { code: error.code }),
    since: new Date().toISOString(),
  }
  await changeChannel(
    world,
    { accountId: channel.accountId, channelId: channel.id },
    `state = case when state = 'disconnected' then state else 'broken' end, problem = $4`,
    [JSON.stringify(problem)],
  )
}
