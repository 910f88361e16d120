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

export interface WhichChannel {
  accountId: string
  channelId: string
  /** Only what the caller has seen is changed. */
  version?: number | undefined
  /** SQL of ours: what must hold of the row. */
  only?: string
}

/**
 * Changes a channel's row and tells everybody: a new version, an event in the feed, a line among its
 * states if it is in another one now, and, after the commit, a hint to those who keep it open. `set`
 * is SQL of ours, never of a request.
 */
export async function changeChannel(
  { database, channels, hints }: ChannelWorld,
  where: WhichChannel,
  set: string,
  values: unknown[],
  /** What must become true together with the change, or not at all. */
  also?: (client: Queryable, changed: ChannelRow) => Promise<unknown>,
): Promise<ChannelRow | undefined> {
  const row = await database.transaction(async (client) => {
    const changed = await change(client, where, set, values)
    if (!changed) return undefined
    await also?.(client, changed)
    await appendFeed(client, where.accountId, [
      { kind: 'channel', version: changed.version, payload: viewChannel(changed) },
    ])
    return changed
  })
  if (!row) return undefined
  channels.forget(where.channelId)
  hints.send('feed', where.accountId)
  hints.send('channels', where.accountId)
  return row
}

async function change(
  client: Queryable,
  { accountId, channelId, version, only = 'true' }: WhichChannel,
  set: string,
  values: unknown[],
): Promise<ChannelRow | undefined> {
  const { rows } = await client.query<ChannelRow>(
    `with before as (
       select state, problem ->> 'reason' as reason from channels
       where account_id = $1 and id = $2),
     changed as (
       update channels set version = version + 1, ${set}
       where account_id = $1 and id = $2 and ($3::bigint is null or version = $3) and ${only}
       returning *),
     noted as (
       insert into channel_states (account_id, channel_id, state, reason, code)
       select $1, $2, c.state, c.problem ->> 'reason', c.problem ->> 'code'
       from changed c, before b
       where (c.state, c.problem ->> 'reason') is distinct from (b.state, b.reason))
     select * from changed`,
    [accountId, channelId, version ?? null, ...values],
  )
  return rows[0]
}

/**
 * The platform refuses our credentials: the channel stops, and what waits to leave goes on waiting.
 * A call made with the credentials of before must not stop a channel that was just mended, and of
 * many calls that are refused at once the first one tells.
 */
export async function reportBroken(
  world: ChannelWorld,
  channel: Pick<OpenChannel, 'accountId' | 'id'> & Partial<Pick<OpenChannel, 'version'>>,
  error: ChannelError,
): Promise<void> {
  const problem = {
    reason: error.reason,
    ...(error.code && { code: error.code }),
    since: new Date().toISOString(),
  }
  await changeChannel(
    world,
    {
      accountId: channel.accountId,
      channelId: channel.id,
      version: channel.version,
      only: `state in ('connecting', 'working')`,
    },
    `state = 'broken', problem = $4`,
    [JSON.stringify(problem)],
  )
}
