import { randomBytes } from 'node:crypto'
import { v7 as newId } from 'uuid'

import type { Author } from '../audit/index.ts'
import {
  ChannelError,
  type ChannelKind,
  type Connection,
  catalogue,
  type Finding,
  type Identity,
  type Memory,
  type PlatformApp,
} from '../channels/index.ts'
import { appendFeed, type Database } from '../database/index.ts'
import { InvalidFieldsError, NotFoundError, Refusal } from '../http/index.ts'
import type { Hints } from '../lib/hints.ts'
import { isModuleOn } from '../modules/index.ts'
import { createChannelRules } from '../settings/index.ts'
import { callUrlFor, type Reachable } from './call-url.ts'
import { changeChannel, reportBroken } from './change-channel.ts'
import { createDraftMemory, type KeptMemory, sealMemory } from './channel-memory.ts'
import { isBlocked } from './findings.ts'
import { findHalfMade, type HalfMade, removeHalfMade } from './half-made.ts'
import { alreadyConnected, toRefusal } from './kind-refusals.ts'
import type { Channels } from './open-channels.ts'
import { parseSettings, sealSecrets } from './parse-settings.ts'
import { PlaceNotAllowedError } from './platform-hosts.ts'
import { channelDifferences, recordChannel } from './record-channel.ts'
import { type ChannelRow, viewChannel } from './view-channel.ts'

export interface Connecting extends Reachable {
  database: Database
  channels: Channels
  hints: Hints
  sealSecret(accountId: string, channelId: string, field: string, secret: string): string
  openSecret(accountId: string, channelId: string, field: string, sealed: string): string
  /** Our own applications at platforms, by the kind's id. */
  apps: Readonly<Record<string, PlatformApp>>
}

export interface NewChannel {
  author: Author
  kind: string
  settings: Record<string, string>
  signature: 'none' | 'first-name' | 'company'
}

/** Asks the platform who these credentials belong to, and stores nothing (TG-08, TG-09). */
export async function checkChannel(
  { channels, database }: Pick<Connecting, 'channels' | 'database'>,
  {
    accountId,
    kind: kindId,
    settings,
  }: { accountId: string } & Pick<NewChannel, 'kind' | 'settings'>,
): Promise<Identity> {
  const kind = await getOfferedKind(database, accountId, kindId)
  const parsed = parseSettings(kind, settings)
  return identify(
    kind,
    openFor(kind, parsed, channels, { isDemo: await isDemo(database, accountId) }),
  )
}

/**
 * The channel is stored as `connecting` before the platform hears of us, because some platforms
 * call back while we are still asking them to. A platform account is connected once (D-15).
 */
export async function connectChannel(
  world: Connecting,
  { author, kind: kindId, settings, signature }: NewChannel,
): Promise<ChannelRow> {
  const { accountId } = author
  const { database, channels, hints } = world
  const kind = await getOfferedKind(database, accountId, kindId)
  const id = newId()
  const filled = { ...parseSettings(kind, settings), webhookSecret: createSecret() }
  const memory = createDraftMemory()
  const connection = openFor(kind, filled, channels, {
    isDemo: await isDemo(database, accountId),
    memory,
  })
  const identity = await identify(kind, connection)
  // A platform that only calls us would look connected and never be heard.
  const callUrl = callUrlFor(world, filled, connection)
  if (!callUrl && connection.subscribe && !connection.poll) {
    throw new Refusal('needs-public-url')
  }
  const halfMade = await findHalfMade(database, accountId, kind, identity)
  const half = { author, kind, identity, signature, settings: filled }
  if (halfMade) return takeUp(world, { ...half, ...halfMade }, memory.changes)
  const { open, sealed } = sealSecrets(world, { accountId, channelId: id }, kind, filled)
  const webhookKey = randomBytes(24).toString('base64url')
  await database.transaction(async (client) => {
    const { rows } = await client.query<ChannelRow>(
      `insert into channels (account_id, id, kind, name, state, identity, settings, secrets, signature, intake, memory)
       values ($1, $2, $3, $4, 'connecting', $5, $6, $7, $8, $9, $10) returning *`,
      [
        accountId,
        id,
        kind.id,
        identity.name,
        JSON.stringify(identity),
        JSON.stringify(open),
        JSON.stringify(sealed),
        signature,
        callUrl ? 'webhook' : 'polling',
        JSON.stringify(sealMemory(world, { accountId, channelId: id }, memory.memory)),
      ],
    )
    await createChannelRules(client, accountId, id)
    await claimPlatformAccount(client, kind, identity, accountId, id)
    await client.query(
      'insert into webhook_keys (key, account_id, channel_id) values ($1, $2, $3)',
      [webhookKey, accountId, id],
    )
    const changes = channelDifferences(kind, undefined, { settings: filled, signature })
    await recordChannel(client, author, { action: 'connected', row: rows[0]!, changes })
    await appendFeed(client, accountId, [
      { kind: 'channel', version: 1, payload: viewChannel(rows[0]!) },
    ])
  })
  hints.send('feed', accountId)
  const made = { accountId, channelId: id, version: 1, webhookKey, kind }
  try {
    return await subscribe(world, made)
  } catch (error) {
    const isFinal = error instanceof Refusal && error.code === 'bot-not-found'
    if (isFinal) await removeHalfMade(world, { author, channelId: id })
    throw error
  }
}

/** Asked again for what the platform did not answer the last time: the same channel goes on. */
async function takeUp(
  world: Connecting,
  half: HalfMade & Omit<NewChannel, 'kind'> & { kind: ChannelKind; identity: Identity },
  memory: Memory,
): Promise<ChannelRow> {
  const { author, channelId, webhookKey, kind, identity, signature } = half
  const { accountId } = author
  const { open, sealed } = sealSecrets(world, { accountId, channelId }, kind, half.settings)
  const row = await changeChannel(
    world,
    { accountId, channelId, only: `state = 'connecting'` },
    'settings = $4, secrets = $5, identity = $6, name = $7, signature = $8',
    [
      JSON.stringify(open),
      JSON.stringify(sealed),
      JSON.stringify(identity),
      identity.name,
      signature,
    ],
    (client, changed) => {
      const changes = channelDifferences(kind, undefined, half)
      return recordChannel(client, author, { action: 'connected', row: changed, changes })
    },
  )
  // Somebody else has just brought it to its end.
  if (!row) throw alreadyConnected(kind, identity.name)
  const { version } = row
  const made = { accountId, channelId, version, webhookKey, kind }
  await rememberAll(world, made, memory)
  return subscribe(world, made)
}

interface Subscription {
  accountId: string
  channelId: string
  version: number
  webhookKey: string
  kind: ChannelKind
}

/**
 * Makes the platform call us, or makes sure that it does not while we ask it ourselves. Only refused
 * credentials break the channel: after anything else it stays as it is, and `watchSubscriptions`
 * tries again. It works from then on, unless something at the platform still blocks it.
 */
export async function subscribe(
  world: Connecting,
  { accountId, channelId, version, webhookKey, kind }: Subscription,
): Promise<ChannelRow> {
  const { connection, settings } = await world.channels.get(accountId, channelId, { version })
  const callUrl = callUrlFor(world, settings, connection)
  let findings: Finding[]
  try {
    if (callUrl) await connection.subscribe?.(`${callUrl}/webhooks/${webhookKey}`)
    else await connection.unsubscribe?.()
    findings = (await connection.inspect?.()) ?? []
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error
    if (error.reason === 'misconfigured') {
      await reportBroken(world, { accountId, id: channelId, version }, error)
    } else await noteUnsubscribed(world, { accountId, channelId })
    throw toRefusal(kind, error)
  }
  const row = await changeChannel(
    world,
    { accountId, channelId, only: `state <> 'disconnected'` },
    // What never worked does not begin to while something blocks it (VK-08); what works goes on.
    `state = case when $6 and state <> 'working' then 'connecting' else 'working' end,
     problem = null, unsubscribed_since = null, intake = $4, findings = $5`,
    [callUrl ? 'webhook' : 'polling', JSON.stringify(findings), isBlocked(findings)],
  )
  if (!row) throw new NotFoundError()
  return row
}

/** It goes on being tried, and its administrators are told. */
async function noteUnsubscribed(
  { database, hints }: Connecting,
  { accountId, channelId }: { accountId: string; channelId: string },
): Promise<void> {
  await database.query(
    `update channels set unsubscribed_since = coalesce(unsubscribed_since, now())
     where account_id = $1 and id = $2`,
    [accountId, channelId],
  )
  hints.send('channels', accountId)
}

/** What a trial connection remembered becomes the channel's, once the trial has come true. */
export async function rememberAll(
  { channels }: Pick<Connecting, 'channels'>,
  { accountId, channelId, version }: { accountId: string; channelId: string; version: number },
  memory: Memory,
): Promise<void> {
  if (Object.keys(memory).length === 0) return
  const { environment } = await channels.get(accountId, channelId, { version })
  await environment.remember(memory)
}

export function getKind(id: string): ChannelKind {
  const kind = catalogue.get(id)
  if (!kind) throw new InvalidFieldsError({ kind: { code: 'wrong-value' } })
  return kind
}

/** What is connected goes on while its module is off; nothing new is connected (WA-02). */
async function getOfferedKind(
  database: Database,
  accountId: string,
  kindId: string,
): Promise<ChannelKind> {
  const kind = getKind(kindId)
  if (kind.module && !(await isModuleOn(database, accountId, kind.module))) {
    throw new InvalidFieldsError({ kind: { code: 'module-off', facts: { module: kind.module } } })
  }
  return kind
}

export function openFor(
  kind: ChannelKind,
  settings: Record<string, string>,
  channels: Channels,
  { isDemo, memory }: { isDemo: boolean; memory?: KeptMemory },
): Connection {
  try {
    return channels.open(kind, settings, isDemo, memory)
  } catch (error) {
    if (error instanceof PlaceNotAllowedError) {
      throw new Refusal('host-not-allowed', { field: error.field })
    }
    throw error
  }
}

export async function identify(kind: ChannelKind, connection: Connection): Promise<Identity> {
  try {
    return await connection.identify()
  } catch (error) {
    if (error instanceof ChannelError) throw toRefusal(kind, error)
    throw error
  }
}

async function claimPlatformAccount(
  client: { query: Database['query'] },
  kind: ChannelKind,
  identity: Identity,
  accountId: string,
  channelId: string,
): Promise<void> {
  const { rowCount } = await client.query(
    `insert into platform_accounts (kind, external_id, account_id, channel_id) values ($1, $2, $3, $4)
     on conflict do nothing`,
    [kind.id, identity.externalId, accountId, channelId],
  )
  if (rowCount !== 1) throw alreadyConnected(kind, identity.name)
}

async function isDemo(database: Database, accountId: string): Promise<boolean> {
  const { rows } = await database.query<{ is_demo: boolean }>(
    'select is_demo from accounts where id = $1',
    [accountId],
  )
  return rows[0]?.is_demo ?? false
}

const createSecret = () => randomBytes(32).toString('base64url')
