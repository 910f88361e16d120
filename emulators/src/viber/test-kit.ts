import { createHmac } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { type EmulatorOptions, type RunningEmulators, startEmulators } from '../index.ts'
import { eventually, type Json, request } from '../test-kit.ts'

export const TOKEN = '44b935abea139fd6-53fa53b32559c4a6-12dbd3d883b06835'
export const SENDER = { name: 'Верба Мебель' }

/** Emulators of one's own with one bot in Viber, gone when the test is over. */
export class Messenger {
  readonly emulators: RunningEmulators
  botId = ''

  constructor(emulators: RunningEmulators) {
    this.emulators = emulators
  }

  get url(): string {
    return `${this.emulators.url}/viber`
  }

  /** The answer as text: its tokens do not fit into numbers. */
  async raw(method: string, body: unknown, token: string | undefined = TOKEN): Promise<string> {
    const response = await fetch(`${this.url}/pa/${method}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token !== '' && { 'x-viber-auth-token': token }),
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
    if (response.status !== 200) throw new Error(`${method}: ${response.status}`)
    return response.text()
  }

  async call(method: string, body: unknown = {}, token?: string): Promise<Json> {
    return quoteTokens(await this.raw(method, body, token))
  }

  /** The status alone, for what is expected to be refused. */
  async status(method: string, body: unknown = {}, token?: string): Promise<number> {
    return (await this.call(method, body, token)).status
  }

  /** The token of a message that is expected to be taken. */
  async send(person: Person, body: object): Promise<string> {
    const receiver = await person.userId()
    const answer = await this.call('send_message', { receiver, sender: SENDER, ...body })
    if (answer.status !== 0) throw new Error(JSON.stringify(answer))
    return answer.message_token
  }

  async refusal(person: Person, body: object): Promise<number> {
    const receiver = await person.userId()
    return this.status('send_message', { receiver, sender: SENDER, ...body })
  }

  async control(method: string, path: string, body?: unknown): Promise<Json> {
    const answer = await request(method, `${this.url}/_control${path}`, body)
    if (answer.status >= 400) throw new Error(`${path}: ${answer.body.error}`)
    return answer.body
  }

  bot(method: string, path = '', body?: unknown): Promise<Json> {
    return this.control(method, `/bots/${this.botId}${path}`, body)
  }

  fault(fault: object): Promise<Json> {
    return this.bot('POST', '/faults', fault)
  }

  async person(name: string, fields: object = {}): Promise<Person> {
    const { id } = await this.control('POST', '/people', { name, ...fields })
    return new Person(this, id)
  }

  async acquaintance(name: string, fields: object = {}): Promise<Person> {
    const person = await this.person(name, fields)
    await person.do('text', { text: 'Здравствуйте' })
    return person
  }
}

export class Person {
  readonly id: number
  readonly #messenger: Messenger

  constructor(messenger: Messenger, id: number) {
    this.#messenger = messenger
    this.id = id
  }

  do(action: string, body: object = {}): Promise<Json> {
    return this.#messenger.bot('POST', `/people/${this.id}/${action}`, body)
  }

  change(fields: object): Promise<Json> {
    return this.#messenger.control('PATCH', `/people/${this.id}`, fields)
  }

  sees(): Promise<Json> {
    return this.#messenger.bot('GET', `/chats/${this.id}`)
  }

  async lastSeen(): Promise<Json> {
    return (await this.sees()).messages.at(-1)
  }

  async userId(): Promise<string> {
    return (await this.sees()).userId
  }
}

export interface Heard {
  headers: IncomingHttpHeaders
  url: string
  raw: string
  body: Json
}

export interface Ear {
  url: string
  heard: Heard[]
  /** Callbacks of this kind, once there are so many of them. */
  wait(event: string, count?: number): Promise<Json[]>
}

/** The other end of a webhook: checks every signature, and answers what it is told to. */
export async function openEar(
  t: TestContext,
  reply: (body: Json, count: number) => { status?: number; body?: string } = () => ({}),
): Promise<Ear> {
  const heard: Heard[] = []
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = []
    for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk)
    const raw = Buffer.concat(chunks).toString()
    const body = quoteTokens(raw)
    heard.push({ headers: req.headers, url: req.url ?? '', raw, body })
    const { status = 200, body: text = '' } = reply(body, heard.length)
    res.writeHead(status).end(text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    heard,
    wait: async (event, count = 1) => {
      const found = () => heard.map(({ body }) => body).filter((one) => one.event === event)
      await eventually(() => found().length >= count)
      return found()
    },
  }
}

export const signatureOf = (raw: string, token = TOKEN) =>
  createHmac('sha256', token).update(raw).digest('hex')

const quoteTokens = (text: string): Json =>
  JSON.parse(text.replace(/"message_token":(\d+)/g, '"message_token":"$1"'))

export async function openMessenger(
  t: TestContext,
  options: Partial<EmulatorOptions> = {},
): Promise<Messenger> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'otklik-viber-')))
  const emulators = await startEmulators({ port: 0, timeScale: 0.01, ...options, dataDir })
  t.after(async () => {
    await emulators.close()
    if (!options.dataDir) await rm(dataDir, { recursive: true, force: true })
  })
  const messenger = new Messenger(emulators)
  const fields = { name: 'Верба Мебель', username: 'verba', token: TOKEN }
  messenger.botId = (await messenger.control('POST', '/bots', fields)).id
  return messenger
}

/** With somebody to tell, and names on. */
export async function openConnected(
  t: TestContext,
  { webhook = {}, ...options }: Partial<EmulatorOptions> & { webhook?: object } = {},
): Promise<{ messenger: Messenger; ear: Ear }> {
  const messenger = await openMessenger(t, options)
  const ear = await openEar(t)
  const body = { url: ear.url, send_name: true, send_photo: true, ...webhook }
  const { status } = await messenger.call('set_webhook', body)
  if (status !== 0) throw new Error(`set_webhook: ${status}`)
  return { messenger, ear }
}

/** A place of one's own for what messages link to. */
export async function openShelf(
  t: TestContext,
  files: Record<string, Buffer>,
): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = []
  const server = createServer((req, res) => {
    asked.push(`${req.method} ${req.url}`)
    const bytes = files[req.url ?? '']
    if (!bytes) return void res.writeHead(404).end()
    res.writeHead(200, { 'content-length': bytes.length })
    res.end(req.method === 'HEAD' ? undefined : bytes)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}
