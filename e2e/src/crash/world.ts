import type { Channel, ChannelDetails } from '@otklik/protocol'

import {
  Client,
  Emulators,
  freePorts,
  makeDataDir,
  Replica,
  removeDataDir,
  ServerProcess,
  until,
} from '../kit/index.ts'
import { Company } from './company.ts'
import type { Platform } from './platforms.ts'

/** Everybody there is: platforms, people on them, a server, and a company with its screens. */
export interface World {
  dataDir: string
  server: ServerProcess
  emulators: Emulators
  /** The company as each platform knows it. */
  companies: Company[]
  client: Client
  replicas: Replica[]
  /** Ends all of it; the data stays where something is to be found out. */
  close(options: { keepData: boolean }): Promise<void>
}

interface WorldOptions {
  platforms: Platform[]
  peopleEach: number
  timeScale?: number
}

const SCREENS = 2
/** A call that is cut short by this is of unknown outcome soon, and not a minute later. */
const SEND_TIMEOUT_MS = 1000
/** Some platforms look whether we are there before they call. */
const CONNECTED_MS = 60_000

export async function openWorld(options: WorldOptions): Promise<World> {
  const dataDir = makeDataDir('crash')
  const started = await makeBoth(dataDir, options)
  const { server, emulators } = started
  const replicas: Replica[] = []
  const close: World['close'] = async ({ keepData }) => {
    for (const replica of replicas) replica.close()
    await Promise.all([server.stop(), emulators.stop()])
    if (keepData) console.log(`the data and the logs are kept in ${dataDir}`)
    else removeDataDir(dataDir)
  }
  try {
    await Promise.all([emulators.start(), server.start()])
    const { client, companies } = await settle(started, options)
    for (let screen = 0; screen < SCREENS; screen++) {
      const replica = new Replica(client)
      replicas.push(replica)
      await replica.open()
    }
    return { dataDir, server, emulators, companies, client, replicas, close }
  } catch (error) {
    await close({ keepData: true })
    throw error
  }
}

async function makeBoth(dataDir: string, { platforms, timeScale = 1 }: WorldOptions) {
  const [port = 0, sandboxPort = 0, emulatorPort = 0] = await freePorts(3)
  const emulators = new Emulators({ dataDir, port: emulatorPort, timeScale })
  const hosts = platforms.map(({ id }) => [`${id.toUpperCase()}_API_URL`, `${emulators.url}/${id}`])
  const server = new ServerProcess({
    dataDir,
    port,
    environment: {
      SANDBOX_PORT: String(sandboxPort),
      DEMO: '0',
      // Together these make a platform on this machine call us, as it would from outside.
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      ALLOW_LOOPBACK_PLATFORMS: '1',
      ...Object.fromEntries(hosts),
      SEND_TIMEOUT_MS: String(SEND_TIMEOUT_MS),
    },
  })
  return { server, emulators }
}

/** The company here, as it is known there, and a channel that leads to each. */
async function settle(
  { server, emulators }: Pick<World, 'server' | 'emulators'>,
  { platforms, peopleEach, timeScale = 1 }: WorldOptions,
): Promise<Pick<World, 'client' | 'companies'>> {
  const client = new Client(server.url)
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
  return { client, companies }
}

async function connect(client: Client, companies: Company[]): Promise<void> {
  await client.ask('PUT', '/api/v1/modules/whatsapp', { isOn: true })
  for (const { platform, settings } of companies) {
    const body = { kind: platform.kind, settings }
    const { id, findings } = await client.ask<ChannelDetails>('POST', '/api/v1/channels', body)
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
