import type { Team } from '@otklik/protocol'
import type { ClientConfig } from 'pg'
import type { Browser } from 'playwright-core'

import {
  type Bot,
  Client,
  type Desk,
  databaseOf,
  freePorts,
  makeDatabase,
  makeDataDir,
  openBrowser,
  openDesk,
  removeDataDir,
  ServerProcess,
  TelegramEmulator,
} from '../kit/index.ts'

/** A company with one bot, one signed-in owner who answers, and a browser to do it in. */
export interface Centre {
  server: ServerProcess
  emulator: TelegramEmulator
  bot: Bot
  client: Client
  browser: Browser
  /** How to reach it past the server, for what would take hours by the door. */
  database: () => ClientConfig
  desk(options?: Partial<Parameters<typeof openDesk>[1]>): Promise<Desk>
  close(): Promise<void>
}

export const owner = {
  companyName: 'Верба Мебель',
  name: 'Анна Лебедева',
  email: 'anna@verba.example',
  password: 'a long walk by the sea',
}

interface CentreOptions {
  isConnected?: boolean
  /** Those besides the first that are met here too, by what their addresses begin with. */
  platforms?: string[]
  environment?: Record<string, string>
}

export async function openCentre(options: CentreOptions = {}): Promise<Centre> {
  const { isConnected = true, platforms = [], environment } = options
  const dataDir = makeDataDir('journey')
  const [port = 0, sandboxPort = 0, emulatorPort = 0] = await freePorts(3)
  const database = await makeDatabase()
  const emulator = new TelegramEmulator({ dataDir, port: emulatorPort })
  const server = new ServerProcess({
    dataDir,
    port,
    environment: {
      SANDBOX_PORT: String(sandboxPort),
      DEMO: '0',
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      ALLOW_LOOPBACK_PLATFORMS: '1',
      TELEGRAM_API_URL: emulator.apiUrl,
      EDNA_API_URL: `${emulator.url}/edna`,
      WHATSAPP_API_URL: `${emulator.url}/whatsapp`,
      ...Object.fromEntries(
        platforms.map((name) => [`${name.toUpperCase()}_API_URL`, `${emulator.url}/${name}`]),
      ),
      ...database?.environment,
      ...environment,
    },
  })
  await Promise.all([emulator.start(), server.start()])
  const client = new Client(server.url)
  await client.setUp(owner)
  await takeByHand(client)
  const bot = await emulator.makeBot('Верба Мебель', 'verba_bot')
  if (isConnected) {
    await client.ask('POST', '/api/v1/channels', {
      kind: 'telegram',
      settings: { token: bot.token },
    })
  }
  const browser = await openBrowser()
  return {
    ...{ server, emulator, bot, client, browser },
    database: () =>
      database ? { connectionString: database.environment.DATABASE_URL } : databaseOf(dataDir),
    desk: (options = {}) =>
      openDesk(browser, { url: server.url, cookie: client.cookie, ...options }),
    async close() {
      await browser.close()
      await Promise.all([server.stop(), emulator.stop()])
      await database?.drop()
      removeDataDir(dataDir)
    },
  }
}

/** Most journeys look at something else: what is offered by itself has one of its own. */
async function takeByHand(client: Client): Promise<void> {
  const [everyone] = await client.ask<[Team]>('GET', '/api/v1/teams')
  await client.ask('PATCH', `/api/v1/teams/${everyone.id}`, {
    version: everyone.version,
    settings: { method: 'manual' },
  })
}
