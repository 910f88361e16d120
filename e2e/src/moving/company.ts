import { readFileSync } from 'node:fs'
import type { Message, MessagePage, Snapshot } from '@otklik/protocol'

import {
  type Bot,
  Client,
  freePorts,
  ServerProcess,
  TelegramEmulator,
  until,
} from '../kit/index.ts'

const owner = { email: 'anna@verba.example', password: 'a long walk by the sea' }

/** A company that outlives its server: its people and its customers know nothing of a move. */
export interface Company {
  emulator: TelegramEmulator
  bot: Bot
  person: number
}

export async function openServer(dataDir: string, emulator: TelegramEmulator) {
  const [port = 0, sandboxPort = 0] = await freePorts(2)
  const server = new ServerProcess({
    dataDir,
    port,
    environment: {
      SANDBOX_PORT: String(sandboxPort),
      DEMO: '0',
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      ALLOW_LOOPBACK_PLATFORMS: '1',
      TELEGRAM_API_URL: emulator.apiUrl,
    },
  })
  await server.start()
  return server
}

export async function openCompany(dataDir: string) {
  const [port = 0] = await freePorts(1)
  const emulator = new TelegramEmulator({ dataDir, port })
  await emulator.start()
  const server = await openServer(dataDir, emulator)
  const client = new Client(server.url)
  await client.setUp({ companyName: 'Верба Мебель', name: 'Анна Лебедева', ...owner })
  const bot = await emulator.makeBot('Верба Мебель', 'verba_bot')
  const settings = { token: bot.token }
  await client.ask('POST', '/api/v1/channels', { kind: 'telegram', settings })
  const company: Company = { emulator, bot, person: await emulator.makePerson('Олег') }
  return { company, server, client }
}

export async function signIn(server: ServerProcess): Promise<Client> {
  const client = new Client(server.url)
  await client.ask('POST', '/api/v1/session', owner)
  return client
}

/** The open conversation with somebody, once there is one. */
export function conversationWith(client: Client, name: string) {
  return until(
    async () => {
      const { conversations } = await client.ask<Snapshot>('GET', '/api/v1/snapshot')
      return conversations.find(({ contact }) => contact.name === name)
    },
    { withinMs: 10_000, what: `a conversation with ${name}` },
  )
}

export async function messagesOf(client: Client, conversationId: string): Promise<Message[]> {
  const path = `/api/v1/conversations/${conversationId}/messages?limit=200`
  return (await client.ask<MessagePage>('GET', path)).messages
}

/** What is settled: nothing is on its way in or out. */
export function settledMessages(client: Client, conversationId: string, count: number) {
  const isSettled = ({ files = [], status = 'sent' }: Message) =>
    status === 'sent' && files.every(({ state }) => state === 'stored')
  return until(
    async () => {
      const messages = await messagesOf(client, conversationId)
      const spoken = messages.filter(({ kind }) => kind === 'message')
      return spoken.length === count && messages.every(isSettled) && messages
    },
    { withinMs: 10_000, what: `${count} settled messages` },
  )
}

export function answer(client: Client, conversationId: string, text: string): Promise<Message> {
  const path = `/api/v1/conversations/${conversationId}/messages`
  return client.ask('POST', path, { clientId: `client-${text}`, kind: 'message', text })
}

export async function download(client: Client, fileId: string): Promise<Buffer> {
  const reply = await fetch(`${client.url}/api/v1/files/${fileId}`, {
    headers: { cookie: client.cookie },
  })
  if (!reply.ok) throw new Error(`the file: ${reply.status}`)
  return Buffer.from(await reply.arrayBuffer())
}

export const readNote = (backup: string) =>
  JSON.parse(readFileSync(`${backup}/backup.json`, 'utf8')) as { asOf: string; files: number }
