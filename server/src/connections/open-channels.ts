import {
  type Amending,
  type ChannelKind,
  type Connection,
  catalogue,
  type Identity,
} from '../channels/index.ts'
import type { Database, Queryable } from '../database/index.ts'
import { createPlatformFetch } from '../lib/platform-fetch.ts'
import type { ChannelLog } from './channel-log.ts'
import { type PlatformHosts, placeOf } from './platform-hosts.ts'

/** A channel with its settings read and its connection made. */
export interface OpenChannel {
  accountId: string
  id: string
  version: number
  name: string
  companyName: string
  isDemo: boolean
  kind: ChannelKind
  state: 'connecting' | 'working' | 'broken' | 'disconnected'
  intake: 'webhook' | 'polling'
  signature: 'none' | 'first-name' | 'company'
  /** Secrets included: never leaves the server. */
  settings: Record<string, string>
  callTimeoutMs: { text: number; file: number }
  connection: Connection & Partial<Amending>
}

export interface HowToGet {
  /** What the caller has seen in the database: an older one is read anew. */
  version?: number | undefined
  /** Within a transaction, its own client: a second one might not come while locks are held. */
  client?: Queryable
}

export interface Channels {
  /** Kept open until it changes. */
  get(accountId: string, channelId: string, how?: HowToGet): Promise<OpenChannel>
  /** The channel a webhook is for; undefined for a key that leads nowhere. */
  findByWebhookKey(key: string): Promise<OpenChannel | undefined>
  /** A connection for settings that are not stored yet. Throws where a host is not allowed. */
  open(kind: ChannelKind, settings: Record<string, string>, isDemo: boolean): Connection
  /** Read it anew the next time. */
  forget(channelId: string): void
}

/** It was deleted together with its account. */
export class NoChannelError extends Error {
  override readonly name = 'NoChannelError'

  constructor(channelId: string) {
    super(`there is no channel ${channelId}`)
  }
}

export interface ChannelsOptions {
  database: Database
  hosts: PlatformHosts
  log: ChannelLog
  /** Opens a sealed setting of a channel. */
  openSecret(accountId: string, channelId: string, field: string, sealed: string): string
  sendTimeoutMs?: number
}

interface Row {
  account_id: string
  id: string
  version: number
  name: string
  company_name: string
  is_demo: boolean
  kind: string
  state: OpenChannel['state']
  intake: OpenChannel['intake']
  signature: OpenChannel['signature']
  settings: Record<string, string>
  secrets: Record<string, string>
  identity: Identity | null
}

const KEY_TTL_MS = 5000

export function createChannels(options: ChannelsOptions): Channels {
  const { database } = options
  const opened = new Map<string, OpenChannel>()
  const keys = new Map<
    string,
    { found: { account_id: string; channel_id: string } | undefined; until: number }
  >()

  async function get(
    accountId: string,
    channelId: string,
    { version, client = database }: HowToGet = {},
  ): Promise<OpenChannel> {
    const known = opened.get(channelId)
    if (known && (version === undefined || known.version >= version)) return known
    const { rows } = await client.query<Row>(
      `select c.*, a.name as company_name, a.is_demo from channels c join accounts a on a.id = c.account_id
       where c.account_id = $1 and c.id = $2`,
      [accountId, channelId],
    )
    const row = rows[0]
    if (!row) throw new NoChannelError(channelId)
    const channel = openRow(row, options)
    opened.set(channelId, channel)
    return channel
  }

  return {
    get,
    async findByWebhookKey(key) {
      const now = performance.now()
      let entry = keys.get(key)
      if (!entry || entry.until < now) {
        const { rows } = await database.query<{ account_id: string; channel_id: string }>(
          'select account_id, channel_id from webhook_keys where key = $1',
          [key],
        )
        entry = { found: rows[0], until: now + KEY_TTL_MS }
        // Guessed keys must not fill the memory.
        if (keys.size > 10_000) keys.clear()
        keys.set(key, entry)
      }
      return entry.found && get(entry.found.account_id, entry.found.channel_id)
    },
    open: (kind, settings, isDemo) => connect(kind, settings, isDemo, options),
    forget: (channelId) => void opened.delete(channelId),
  }
}

function openRow(row: Row, options: ChannelsOptions): OpenChannel {
  const kind = catalogue.get(row.kind)
  if (!kind) throw new Error(`there is no platform ${row.kind}`)
  const settings = { ...row.settings }
  for (const [field, sealed] of Object.entries(row.secrets)) {
    settings[field] = options.openSecret(row.account_id, row.id, field, sealed)
  }
  const { sendTimeoutMs } = options
  return {
    accountId: row.account_id,
    id: row.id,
    version: row.version,
    name: row.name,
    companyName: row.company_name,
    isDemo: row.is_demo,
    kind,
    state: row.state,
    intake: row.intake,
    signature: row.signature,
    settings,
    callTimeoutMs: sendTimeoutMs
      ? { text: sendTimeoutMs, file: sendTimeoutMs }
      : kind.capabilities.callTimeoutMs,
    connection: connect(kind, settings, row.is_demo, options, {
      accountId: row.account_id,
      channelId: row.id,
      ...(row.identity && { identity: row.identity }),
    }),
  }
}

function connect(
  kind: ChannelKind,
  settings: Record<string, string>,
  isDemo: boolean,
  { hosts, log, sendTimeoutMs }: ChannelsOptions,
  owner?: { accountId: string; channelId: string; identity?: Identity },
): Connection & Partial<Amending> {
  const place = placeOf(kind, settings, isDemo, hosts)
  const secrets = kind.fields
    .filter((field) => field.isSecret)
    .map((field) => settings[field.name])
    .filter((secret) => secret !== undefined)
  const fetch = createPlatformFetch({
    allowedHosts: place.allowedHosts,
    ...(settings.proxyUrl && { proxyUrl: settings.proxyUrl }),
    ...(sendTimeoutMs && { timeoutMs: Math.max(sendTimeoutMs, 1000) }),
    ...(owner && { onCall: (call) => log.add(owner, call, secrets) }),
  })
  const identity = owner?.identity
  return kind.connect(settings, { fetch, apiUrl: place.apiUrl, ...(identity && { identity }) })
}
