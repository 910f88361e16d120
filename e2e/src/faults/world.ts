import { join } from 'node:path'
import type { Channel, ChannelDetails } from '@otklik/protocol'
import type pg from 'pg'

import {
  Client,
  Cluster,
  databaseOf,
  Emulators,
  freePorts,
  Link,
  leavePostgres,
  makeDataDir,
  type NatsNodes,
  openNats,
  openPostgres,
  openStandby,
  RefusedError,
  Replica,
  removeDataDir,
  ServerProcess,
  until,
} from '../kit/index.ts'
import { Cable } from './cable.ts'
import { Company } from './company.ts'
import { History } from './history.ts'
import type { Plant } from './plants/edits.ts'
import type { Platform } from './platforms.ts'
import { buildShim, type Shim } from './power/shim.ts'
import { setRules } from './rules.ts'

/** Everybody there is: platforms, people on them, a server, and a company with its screens. */
export interface World {
  dataDir: string
  server: Server
  /** Of several processes: each of them, and what lies between them and their database. */
  several?: {
    cluster: Cluster
    databaseLink: Link
    nats?: NatsNodes
    /** The database dies, and its standby takes its place. */
    failOver(): Promise<void>
  }
  /** How to reach the database past the server. */
  database(): pg.ClientConfig
  emulators: Emulators
  /** The company as each platform knows it. */
  companies: Company[]
  client: Client
  replicas: Replica[]
  /** Between the server and everybody who calls it; between it and the platforms it calls. */
  cables: { door: Cable; platforms: Cable }
  /** Where its database can lose what it has not synced. */
  shim: Shim | undefined
  /** How far the server's clock is ahead. */
  clockMs: number
  history: History
  /** Ends all of it; the data stays where something is to be found out. */
  close(options: { keepData: boolean }): Promise<void>
}

/** What is struck: one process, or all of several at once. */
export type Server = Pick<
  ServerProcess,
  'url' | 'start' | 'kill' | 'stop' | 'freeze' | 'killDatabase' | 'readLog'
>

interface WorldOptions {
  /** More than one on a database that is none of theirs. */
  processes?: number
  /** Processes hear of each other through so many nodes of NATS. */
  natsNodes?: number
  /** The database of several has a standby. */
  hasStandby?: boolean
  platforms: Platform[]
  peopleEach: number
  timeScale?: number
  /** The company says something by itself, and thanks who leaves. */
  hasRules?: boolean
  /** Where the company's own systems are told of what happens. */
  webhookHost?: string
  /** Bugs and tools, as ./plants/edits.ts has them. */
  plants?: readonly Plant[]
}

const SCREENS = 2
/** A call that is cut short by this is of unknown outcome soon, and not a minute later. */
const SEND_TIMEOUT_MS = 1000
/** Some platforms look whether we are there before they call. */
const CONNECTED_MS = 60_000

export async function openWorld(options: WorldOptions): Promise<World> {
  const dataDir = makeDataDir('faults')
  const started = await makeAll(dataDir, options)
  const { end, ...rest } = started
  const { server, emulators, cables, shim } = rest
  const replicas: Replica[] = []
  let client: Client | undefined
  const history = new History(join(dataDir, 'history.jsonl'))
  const close: World['close'] = async ({ keepData }) => {
    for (const replica of replicas) replica.close()
    client?.close()
    await Promise.all([server.stop(), emulators.stop()])
    for (const cable of Object.values(cables)) cable.stop()
    await end()
    history.flush()
    if (keepData) console.log(`the data and the logs are kept in ${dataDir}`)
    else removeDataDir(dataDir)
  }
  try {
    for (const cable of Object.values(cables)) await cable.start()
    await Promise.all([emulators.start(), server.start()])
    const settled = await settle(started, options)
    const { companies } = settled
    client = settled.client
    if (options.hasRules) await setRules(client)
    for (let screen = 0; screen < SCREENS; screen++) {
      const replica = new Replica(client)
      replicas.push(replica)
      await replica.open()
    }
    const people = { companies, client, replicas }
    return { dataDir, ...rest, ...people, shim, clockMs: 0, history, close }
  } catch (error) {
    await close({ keepData: true })
    throw error
  }
}

async function makeAll(dataDir: string, options: WorldOptions) {
  const { platforms, processes, timeScale = 1, webhookHost = '', plants = [] } = options
  const [port = 0, sandboxPort = 0, emulatorPort = 0, ...cablePorts] = await freePorts(5)
  const [doorPort = 0, platformsPort = 0] = cablePorts
  const cables = {
    door: new Cable({ port: doorPort, targetPort: port }),
    platforms: new Cable({ port: platformsPort, targetPort: emulatorPort }),
  }
  const emulators = new Emulators({ dataDir, port: emulatorPort, timeScale })
  const shim = plants.includes('power-shim') ? buildShim(dataDir) : undefined
  const told = {
    dataDir,
    port,
    environment: {
      SANDBOX_PORT: String(sandboxPort),
      DEMO: '0',
      // Together these make a platform on this machine call us, as it would from outside.
      PUBLIC_URL: cables.door.url,
      ALLOW_LOOPBACK_PLATFORMS: '1',
      ALLOWED_WEBHOOK_HOSTS: webhookHost,
      ...Object.fromEntries(
        platforms.map(({ id }) => [`${id.toUpperCase()}_API_URL`, `${cables.platforms.url}/${id}`]),
      ),
      SEND_TIMEOUT_MS: String(SEND_TIMEOUT_MS),
      ...(plants.length > 0 && { FAULT_PLANTS: plants.join() }),
      ...shim?.environment,
    },
    ...(plants.length > 0 && { nodeFlags: ['--import', './e2e/src/faults/plants/hook.ts'] }),
  }
  const around = { emulators, cables, shim }
  if (processes) return { ...around, ...(await makeSeveral(told, { ...options, processes })) }
  const server = new ServerProcess(told)
  return { ...around, server, database: () => databaseOf(dataDir), end: async () => {} }
}

async function makeSeveral(
  told: { dataDir: string; port: number; environment: Record<string, string> },
  { processes, natsNodes, hasStandby }: WorldOptions & { processes: number },
) {
  const { dataDir, port } = told
  const postgres = await (hasStandby ? leavePostgres(dataDir) : openPostgres(dataDir))
  const standby = hasStandby ? await openStandby(dataDir) : undefined
  const nats = natsNodes ? await openNats(natsNodes) : undefined
  let { config, target } = postgres
  const databaseLink = new Link([target])
  const environment = {
    ...told.environment,
    ...postgres.environment(await databaseLink.open()),
    ...(nats && { NATS_URL: nats.url }),
  }
  const cluster = await Cluster.make({ dataDir, port, processes, environment })
  const end = async () => {
    databaseLink.close()
    nats?.stop()
    await standby?.stop()
    await postgres.close()
  }
  const failOver = async () => {
    databaseLink.cut()
    standby!.loseFirst()
    ;({ config, target } = standby!)
    databaseLink.targets = [target]
    // For a moment they meet one that only reads.
    databaseLink.mend()
    await standby!.promote()
  }
  const several = { cluster, databaseLink, failOver, ...(nats && { nats }) }
  return { server: cluster, several, database: () => config, end }
}

/** The company here, as it is known there, and a channel that leads to each. */
async function settle(
  { emulators, cables }: Pick<World, 'emulators' | 'cables'>,
  { platforms, peopleEach, timeScale = 1 }: WorldOptions,
): Promise<Pick<World, 'client' | 'companies'>> {
  const client = new Client(cables.door.url)
  await client.setUp({
    companyName: 'Верба Мебель',
    name: 'Анна Соколова',
    email: 'anna@example.com',
    password: 'a long walk by the sea',
  })
  const companies: Company[] = []
  for (const platform of platforms) {
    const company = new Company(platform, emulators, timeScale)
    await company.open(peopleEach)
    companies.push(company)
  }
  await connect(client, companies)
  client.mistakes = []
  return { client, companies }
}

function onUnreachable(error: unknown): undefined {
  if (!(error instanceof RefusedError) || error.status !== 502) throw error
}

async function connect(client: Client, companies: Company[]): Promise<void> {
  await client.ask('PUT', '/api/v1/modules/whatsapp', { isOn: true })
  for (const { platform, settings } of companies) {
    const body = { kind: platform.kind, settings }
    // A platform that has just started may take its time, and calls are cut short here.
    const { id, findings } = await until(
      () => client.ask<ChannelDetails>('POST', '/api/v1/channels', body).catch(onUnreachable),
      { withinMs: CONNECTED_MS, what: `${platform.id} is connected` },
    )
    const blocking = findings.filter(({ severity }) => severity === 'blocks')
    for (const { code } of blocking) {
      await client.ask('POST', `/api/v1/channels/${id}/findings/${code}/mending`)
    }
  }
  await until(
    async () => {
      const channels = await client.ask<Channel[]>('GET', '/api/v1/channels')
      return channels.every(({ state }) => state === 'working')
    },
    { withinMs: CONNECTED_MS, everyMs: 100, what: 'all channels work' },
  )
}
