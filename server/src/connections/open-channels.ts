import {
  type Amending,
  type ChannelKind,
  type Connection,
  catalogue,
  chooseProvider,
  type Environment,
  type Identity,
  type OwnPanel,
  type SignInEnvironment,
} from '../channels/index.ts'
import type { Database, Queryable } from '../database/index.ts'
import { createPlatformFetch } from '../lib/platform-fetch.ts'
import type { ChannelLog } from './channel-log.ts'
import {
  createDraftMemory,
  type KeptMemory,
  type MemorySeal,
  openMemory,
  type StoredMemory,
} from './channel-memory.ts'
import { secretsOf } from './channel-secrets.ts'
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
  /** What the connection was given: a handshake may ask the platform too. */
  environment: Environment
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
  open(
    kind: ChannelKind,
    settings: Record<string, string>,
    isDemo: boolean,
    memory?: KeptMemory,
  ): Connection
  /** How a platform is called before there is any channel: for signing in there. */
  reach(kind: ChannelKind): SignInEnvironment
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

export interface ChannelsOptions extends MemorySeal {
  database: Database
  hosts: PlatformHosts
  log: ChannelLog
  sendTimeoutMs?: number
  /** Other processes change channels too: what is open is compared with the database now and then. */
  isShared?: boolean
  /** Certificate authorities (PEM) of platforms that have one of their own, by the id of the kind or its provider. */
  certificates?: Readonly<Record<string, string>>
  /** For channels whose customers write through a panel of ours. */
  panelOf?(owner: { accountId: string; channelId: string }): OwnPanel
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
  memory: Record<string, string>
  identity: Identity | null
}

const KEY_TTL_MS = 5000
/** What is open is believed for so long where other processes may change it. */
const BELIEVED_MS = 1000

export function createChannels(options: ChannelsOptions): Channels {
  const { database } = options
  const opened = new Map<string, OpenChannel>()
  /** One per channel for ever: whoever still has an older opening of it sees what is newest. */
  const memories = new Map<string, StoredMemory>()
  /** When a channel was last compared with the database. */
  const comparedAt = new Map<string, number>()
  const keys = new Map<
    string,
    { found: { account_id: string; channel_id: string } | undefined; until: number }
  >()

  async function get(
    accountId: string,
    channelId: string,
    { version, client = database }: HowToGet = {},
  ): Promise<OpenChannel> {
    if (options.isShared) await compare(accountId, channelId, client)
    const known = opened.get(channelId)
    if (known && (version === undefined || known.version >= version)) return known
    const { rows } = await client.query<Row>(
      `select c.*, a.name as company_name, a.is_demo from channels c join accounts a on a.id = c.account_id
       where c.account_id = $1 and c.id = $2`,
      [accountId, channelId],
    )
    const row = rows[0]
    if (!row) throw new NoChannelError(channelId)
    const place = { accountId, channelId }
    const memory = memories.get(channelId) ?? openMemory(options, place, row.memory)
    memories.set(channelId, memory)
    const channel = openRow(row, options, memory)
    opened.set(channelId, channel)
    comparedAt.set(channelId, performance.now())
    return channel
  }

  /** Forgets what another process has changed, and takes over what it has remembered. */
  async function compare(accountId: string, channelId: string, client: Queryable): Promise<void> {
    const known = opened.get(channelId)
    const now = performance.now()
    if (!known || now - (comparedAt.get(channelId) ?? 0) < BELIEVED_MS) return
    comparedAt.set(channelId, now)
    const { rows } = await client.query<Pick<Row, 'version' | 'memory'>>(
      'select version, memory from channels where account_id = $1 and id = $2',
      [accountId, channelId],
    )
    if (rows[0]) memories.get(channelId)?.renew(rows[0].memory)
    if (rows[0]?.version !== known.version) opened.delete(channelId)
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
      // A platform calls back in the middle of what another process does with it.
      if (entry.found) comparedAt.delete(entry.found.channel_id)
      return entry.found && get(entry.found.account_id, entry.found.channel_id)
    },
    open: (kind, settings, isDemo, memory = createDraftMemory()) =>
      kind.connect(settings, createEnvironment(kind, settings, { isDemo, memory }, options)),
    reach: (kind) => {
      const situation = { isDemo: false, memory: createDraftMemory() }
      const { fetch, apiUrl } = createEnvironment(kind, {}, situation, options)
      return { fetch, apiUrl }
    },
    forget: (channelId) => void opened.delete(channelId),
  }
}

function openRow(row: Row, options: ChannelsOptions, memory: KeptMemory): OpenChannel {
  const ofKind = catalogue.get(row.kind)
  if (!ofKind) throw new Error(`there is no platform ${row.kind}`)
  const settings = { ...row.settings }
  for (const [field, sealed] of Object.entries(row.secrets)) {
    settings[field] = options.openSecret(row.account_id, row.id, field, sealed)
  }
  const kind = chooseProvider(ofKind, settings)
  const { sendTimeoutMs } = options
  const environment = createEnvironment(
    kind,
    settings,
    {
      isDemo: row.is_demo,
      memory,
      owner: { accountId: row.account_id, channelId: row.id },
      ...(row.identity && { identity: row.identity }),
    },
    options,
  )
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
    connection: kind.connect(settings, environment),
    environment,
  }
}

interface Situation {
  isDemo: boolean
  memory: KeptMemory
  /** Absent while the channel is not stored. */
  owner?: { accountId: string; channelId: string }
  identity?: Identity
}

function createEnvironment(
  kind: ChannelKind,
  settings: Record<string, string>,
  { isDemo, memory, owner, identity }: Situation,
  { hosts, log, certificates, sendTimeoutMs, panelOf }: ChannelsOptions,
): Environment {
  const place = placeOf(kind, settings, isDemo, hosts)
  const ca = certificates?.[chooseProvider(kind, settings).placeId]
  const secrets = secretsOf(kind, settings)
  const fetch = createPlatformFetch({
    allowedHosts: place.allowedHosts,
    ...(place.isOutsideOnly && { isOutsideOnly: true }),
    ...(settings.proxyUrl && { proxyUrl: settings.proxyUrl }),
    ...(ca && { ca }),
    ...(sendTimeoutMs && { timeoutMs: Math.max(sendTimeoutMs, 1000) }),
    ...(owner && { onCall: (call) => log.add(owner, call, secrets) }),
  })
  return {
    fetch,
    apiUrl: place.apiUrl,
    ...(identity && { identity }),
    ...(owner && panelOf && kind.capabilities.hasPanel && { panel: panelOf(owner) }),
    get memory() {
      return memory.memory
    },
    remember: (changes) => memory.remember(changes),
  }
}
