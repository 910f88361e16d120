import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { type EmulatorOptions, type RunningEmulators, startEmulators } from './index.ts'

export const TOKEN = '7100000001:AAtesttesttesttesttesttesttesttestt'
const BOT_ID = 7_100_000_001

/** What comes over the wire, for a test to look into. */
// biome-ignore lint/suspicious/noExplicitAny: an answer may be anything, and asserts say what it is
export type Json = any

export interface Answer {
  status: number
  headers: Headers
  body: Json
}

/** Emulators of one's own with one Telegram bot, gone when the test is over. */
export class Sandbox {
  readonly emulators: RunningEmulators

  constructor(emulators: RunningEmulators) {
    this.emulators = emulators
  }

  get apiRoot(): string {
    return `${this.emulators.url}/telegram`
  }

  /** A call of the bot, whatever it is answered with. */
  call(method: string, body: object = {}, token = TOKEN): Promise<Answer> {
    return request('POST', `${this.apiRoot}/bot${token}/${method}`, body)
  }

  /** The result of a call that is expected to succeed. */
  async result(method: string, body: object = {}): Promise<Json> {
    const answer = await this.call(method, body)
    if (answer.status !== 200) throw new Error(`${method}: ${answer.body.description}`)
    return answer.body.result
  }

  /** The words a call is refused with. */
  async refusal(method: string, body: object = {}): Promise<string> {
    return (await this.call(method, body)).body.description
  }

  async control(method: string, path: string, body?: unknown): Promise<Json> {
    const answer = await request(method, `${this.apiRoot}/_control${path}`, body)
    if (answer.status >= 400) throw new Error(`${path}: ${answer.body.error}`)
    return answer.body
  }

  createBot(fields: object = {}): Promise<Json> {
    return this.control('POST', '/bots', {
      name: 'Acme',
      username: 'acme_bot',
      token: TOKEN,
      ...fields,
    })
  }

  async person(firstName: string): Promise<Person> {
    const { id } = await this.control('POST', '/people', { firstName })
    return new Person(this, id)
  }

  /** A person who has pressed «Start», so that the bot may write. */
  async acquaintance(firstName: string): Promise<Person> {
    const person = await this.person(firstName)
    await person.do('start')
    return person
  }

  changeBot(settings: object): Promise<Json> {
    return this.control('PATCH', `/bots/${BOT_ID}`, settings)
  }

  fault(fault: object): Promise<Json> {
    return this.control('POST', `/bots/${BOT_ID}/faults`, fault)
  }

  sent(): Promise<Json[]> {
    return this.control('GET', `/bots/${BOT_ID}/sent`)
  }

  deliveries(): Promise<Json[]> {
    return this.control('GET', `/bots/${BOT_ID}/deliveries`)
  }

  /** Takes and confirms all there is. */
  async updates(): Promise<Json[]> {
    const all: Json[] = []
    for (;;) {
      const last = all.at(-1)?.update_id
      const more = await this.result('getUpdates', last === undefined ? {} : { offset: last + 1 })
      if (more.length === 0) return all
      all.push(...more)
    }
  }
}

export class Person {
  readonly id: number
  readonly #sandbox: Sandbox

  constructor(sandbox: Sandbox, id: number) {
    this.#sandbox = sandbox
    this.id = id
  }

  do(action: string, body: object = {}): Promise<Json> {
    return this.#sandbox.control('POST', `/bots/${BOT_ID}/people/${this.id}/${action}`, body)
  }

  async writes(text: string): Promise<number> {
    return (await this.do('text', { text })).messageId
  }

  change(fields: object): Promise<Json> {
    return this.#sandbox.control('PATCH', `/people/${this.id}`, fields)
  }

  sees(): Promise<Json> {
    return this.#sandbox.control('GET', `/bots/${BOT_ID}/chats/${this.id}`)
  }
}

export async function openSandbox(
  t: TestContext,
  options: Partial<EmulatorOptions> = {},
): Promise<Sandbox> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'otklik-emulators-')))
  const emulators = await startEmulators({ port: 0, timeScale: 0.01, ...options, dataDir })
  t.after(async () => {
    await emulators.close()
    await rm(dataDir, { recursive: true, force: true })
  })
  const sandbox = new Sandbox(emulators)
  await sandbox.createBot()
  return sandbox
}

export async function request(method: string, url: string, body?: unknown): Promise<Answer> {
  const response = await fetch(url, {
    method,
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }),
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true
  return {
    status: response.status,
    headers: response.headers,
    body: isJson && text !== '' ? parse(text) : text,
  }
}

function parse(text: string): Json {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

export interface Received {
  headers: IncomingHttpHeaders
  update: Json
  at: number
}

export interface Reply {
  status?: number
  headers?: Record<string, string>
  body?: string
}

export interface Receiver {
  url: string
  received: Received[]
  /** Resolves once this many have come. */
  wait(count: number): Promise<Received[]>
}

/** The other end of a webhook; `reply` decides what each delivery is answered. */
export async function openReceiver(
  t: TestContext,
  reply: (update: Json, count: number) => Reply | Promise<Reply> = () => ({}),
): Promise<Receiver> {
  const received: Received[] = []
  const waiting: { count: number; resolve: () => void }[] = []
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = []
    for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk)
    const update: Json = JSON.parse(Buffer.concat(chunks).toString())
    received.push({ headers: req.headers, update, at: performance.now() })
    const { status = 200, headers = {}, body = '' } = await reply(update, received.length)
    res.writeHead(status, headers).end(body)
    for (const waiter of waiting) if (received.length >= waiter.count) waiter.resolve()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    wait: async (count) => {
      if (received.length < count)
        await new Promise<void>((resolve) => waiting.push({ count, resolve }))
      return received
    },
  }
}

/** Looks again every few milliseconds until it is true, for ten seconds at most. */
export async function eventually(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 2000; tries++) {
    if (await isTrue()) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error('it did not come true')
}
