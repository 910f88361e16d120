import { type Author, changedMeanwhile } from '../audit/index.ts'
import { ChannelError, type Connection } from '../channels/index.ts'
import type { Queryable } from '../database/index.ts'
import { NotFoundError, type Refusal } from '../http/index.ts'
import { changeChannel } from './change-channel.ts'
import { createDraftMemory } from './channel-memory.ts'
import { type Connecting, identify, openFor, rememberAll, subscribe } from './connect-channel.ts'
import { otherAccount } from './kind-refusals.ts'
import type { OpenChannel } from './open-channels.ts'
import { parseSettings, sealSecrets } from './parse-settings.ts'
import { channelDifferences, recordChannel } from './record-channel.ts'
import type { ChannelRow } from './view-channel.ts'
import { webhookKeyOf } from './webhook-key.ts'

interface Edit {
  author: Author
  version: number
  settings?: Record<string, string> | undefined
  signature?: 'none' | 'first-name' | 'company' | undefined
}

/**
 * Only what is given changes; a secret left out stays. New credentials are asked for their name
 * first and must belong to the same account of the platform: the history is that account's.
 */
export async function editChannel(
  world: Connecting,
  channel: OpenChannel,
  { author, version, settings, signature }: Edit,
): Promise<ChannelRow> {
  if (channel.version !== version) throw await staleness(world, channel, version)
  const recorded = (after: Record<string, string>) => (client: Queryable, row: ChannelRow) => {
    const changed = { settings: after, signature: row.signature }
    const changes = channelDifferences(channel.kind, channel, changed)
    return recordChannel(client, author, { action: 'changed', row, changes })
  }
  const where = { accountId: channel.accountId, channelId: channel.id, version }
  if (!settings) {
    const set = 'signature = coalesce($4, signature)'
    const row = await changeChannel(world, where, set, [signature], recorded(channel.settings))
    if (!row) throw await staleness(world, channel, version)
    return row
  }
  const kept = Object.fromEntries(
    channel.kind.fields
      .filter((field) => !(field.name in settings) && channel.settings[field.name])
      .map((field) => [field.name, channel.settings[field.name]!]),
  )
  const made = { webhookSecret: channel.settings.webhookSecret ?? '' }
  const filled: Record<string, string> = {
    ...parseSettings(channel.kind, { ...kept, ...settings }),
    ...made,
  }
  const memory = createDraftMemory(channel.environment.memory)
  const connection = openFor(channel.kind, filled, world.channels, {
    isDemo: channel.isDemo,
    memory,
  })
  const identity = await identify(channel.kind, connection)
  if (identity.externalId !== (await externalIdOf(world, channel))) {
    throw otherAccount(channel.kind)
  }
  const { open, sealed } = sealSecrets(world, where, channel.kind, filled)
  const row = await changeChannel(
    world,
    where,
    `settings = $4, secrets = $5, identity = $6, name = $7, signature = coalesce($8, signature),
     token_ends_at = null, token_asked_at = null`,
    [
      JSON.stringify(open),
      JSON.stringify(sealed),
      JSON.stringify(identity),
      identity.name,
      signature,
    ],
    recorded(filled),
  )
  if (!row) throw await staleness(world, channel, version)
  const webhookKey = await webhookKeyOf(world.database, where)
  const changed = { ...where, version: row.version, webhookKey, kind: channel.kind }
  await rememberAll(world, changed, memory.changes)
  return subscribe(world, changed)
}

function staleness(
  { database }: Connecting,
  { accountId, id }: OpenChannel,
  version: number,
): Promise<Refusal> {
  return changedMeanwhile(database, { accountId, kind: 'channel', id, version })
}

/**
 * COM-81, COM-82: the platform stops calling us, nothing more leaves, the history stays. A platform
 * that cannot be reached does not keep a channel connected: what it still sends is refused. Neither
 * does a channel that cannot be opened, which has no connection to say it through.
 */
export async function disconnectChannel(
  world: Connecting,
  { author, channelId }: { author: Author; channelId: string },
  connection: Connection | undefined,
): Promise<ChannelRow> {
  const { accountId } = author
  await connection?.unsubscribe?.().catch((error: unknown) => {
    if (!(error instanceof ChannelError)) throw error
  })
  const row = await changeChannel(
    world,
    { accountId, channelId },
    `state = 'disconnected', problem = null`,
    [],
    async (client, changed) => {
      await recordChannel(client, author, { action: 'disconnected', row: changed })
      const ids = [accountId, channelId]
      await client.query(
        'delete from platform_accounts where account_id = $1 and channel_id = $2',
        ids,
      )
      await client.query('delete from webhook_keys where account_id = $1 and channel_id = $2', ids)
    },
  )
  if (!row) throw new NotFoundError()
  return row
}

async function externalIdOf({ database }: Connecting, channel: OpenChannel) {
  const { rows } = await database.query<{ external_id: string }>(
    'select external_id from platform_accounts where account_id = $1 and channel_id = $2',
    [channel.accountId, channel.id],
  )
  return rows[0]?.external_id
}
