import type { ChannelDetails } from '@otklik/protocol'

import {
  type Bot,
  Client,
  freePorts,
  makeDataDir,
  Replica,
  removeDataDir,
  ServerProcess,
  TelegramEmulator,
} from '../kit/index.ts'

/** Everybody there is: a platform, people on it, a server, and a company with its screens. */
export interface World {
  dataDir: string
  server: ServerProcess
  emulator: TelegramEmulator
  bot: Bot
  people: number[]
  client: Client
  replicas: Replica[]
  /** Ends all of it; the data stays where something is to be found out. */
  close(options: { keepData: boolean }): Promise<void>
}

/** A call that is cut short by this is of unknown outcome soon, and not a minute later. */
const SEND_TIMEOUT_MS = 1000

export async function openWorld(peopleCount: number): Promise<World> {
  const dataDir = makeDataDir('crash')
  const [port = 0, sandboxPort = 0, emulatorPort = 0] = await freePorts(3)
  const emulator = new TelegramEmulator({ dataDir, port: emulatorPort })
  const server = new ServerProcess({
    dataDir,
    port,
    environment: {
      SANDBOX_PORT: String(sandboxPort),
      DEMO: '0',
      // Together these make a platform on this machine call us, as it would from outside.
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      ALLOW_LOOPBACK_PLATFORMS: '1',
      TELEGRAM_API_URL: emulator.apiUrl,
      SEND_TIMEOUT_MS: String(SEND_TIMEOUT_MS),
    },
  })
  await Promise.all([emulator.start(), server.start()])

  const client = new Client(server.url)
  await client.setUp({
    companyName: 'Верба Мебель',
    name: 'Анна Соколова',
    email: 'anna@example.com',
    password: 'a long walk by the sea',
  })
  const bot = await emulator.makeBot('Верба Мебель', 'verba_bot')
  await client.ask<ChannelDetails>('POST', '/api/v1/channels', {
    kind: 'telegram',
    settings: { token: bot.token },
  })
  const people: number[] = []
  for (let n = 1; n <= peopleCount; n++) people.push(await emulator.makePerson(`Клиент ${n}`))
  const replicas = [new Replica(client), new Replica(client)]
  for (const replica of replicas) await replica.open()
  return {
    ...{ dataDir, server, emulator, bot, people, client, replicas },
    async close({ keepData }) {
      for (const replica of replicas) replica.close()
      await Promise.all([server.stop(), emulator.stop()])
      if (keepData) console.log(`the data and the logs are kept in ${dataDir}`)
      else removeDataDir(dataDir)
    },
  }
}
