import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { type EmulatorOptions, type RunningEmulators, startEmulators } from '../index.ts'
import { type Json, request } from '../test-kit.ts'

/** The one the sheet's contact hash was made with. */
export const TOKEN = 'test-max-token'
export const BOT = 210_045_678

export interface MaxAnswer {
  status: number
  headers: Headers
  /** As it came: numbers of the platform do not fit into those of the language. */
  text: string
  body: Json
}

interface CallOptions {
  body?: unknown
  token?: string
}

/** Emulators of one's own with one bot in MAX, gone when the test is over. */
export class Messenger {
  readonly emulators: RunningEmulators

  constructor(emulators: RunningEmulators) {
    this.emulators = emulators
  }

  get url(): string {
    return `${this.emulators.url}/max`
  }

  /** A call, whatever it is answered with: `POST /messages?chat_id=1`. */
  async call(what: string, { body, token = TOKEN }: CallOptions = {}): Promise<MaxAnswer> {
    const [method, path] = what.split(' ') as [string, string]
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { authorization: token, 'content-type': 'application/json' },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.startsWith('application/json')
    const { status, headers } = response
    return { status, headers, text, body: isJson ? parse(text) : undefined }
  }

  /** The answer to a call that is expected to succeed. */
  async result(what: string, body?: unknown): Promise<Json> {
    const answer = await this.call(what, { body })
    if (answer.status !== 200) throw new Error(`${what}: ${answer.text}`)
    return answer.body
  }

  /** `404 dialog.not.found` and the words. */
  async refusal(what: string, body?: unknown): Promise<[refused: string, message: string]> {
    const answer = await this.call(what, { body })
    return [`${answer.status} ${answer.body?.code}`, answer.body?.message]
  }

  async control(method: string, path: string, body?: unknown): Promise<Json> {
    const answer = await request(method, `${this.url}/_control${path}`, body)
    if (answer.status >= 400) throw new Error(`${path}: ${answer.body.error}`)
    return answer.body
  }

  bot(method: string, path = '', body?: unknown): Promise<Json> {
    return this.control(method, `/bots/${BOT}${path}`, body)
  }

  fault(fault: object): Promise<Json> {
    return this.bot('POST', '/faults', fault)
  }

  async person(firstName: string, fields: object = {}): Promise<Person> {
    const { id } = await this.control('POST', '/people', { firstName, ...fields })
    return new Person(this, id)
  }

  /** Somebody who has written, so that the bot may answer. */
  async acquaintance(firstName: string): Promise<Person> {
    const person = await this.person(firstName)
    await person.do('text', { text: 'Здравствуйте' })
    return person
  }

  /** What has come since the last time, taken and confirmed. */
  async updates(): Promise<Json[]> {
    const { updates, marker } = await this.result('GET /updates?timeout=0')
    await this.result(`GET /updates?timeout=0&marker=${marker}`)
    return updates
  }

  async send(person: Person, body: object): Promise<Json> {
    return (await this.result(`POST /messages?user_id=${person.id}`, body)).message
  }
}

export class Person {
  readonly id: number
  readonly #messenger: Messenger

  constructor(messenger: Messenger, id: number) {
    this.#messenger = messenger
    this.id = id
  }

  get chatId(): number {
    return Number(BigInt(this.id) ^ BigInt(BOT))
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
}

export async function openMessenger(
  t: TestContext,
  options: Partial<EmulatorOptions> = {},
): Promise<Messenger> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'otklik-max-')))
  const emulators = await startEmulators({ port: 0, timeScale: 0.01, ...options, dataDir })
  t.after(async () => {
    await emulators.close()
    if (!options.dataDir) await rm(dataDir, { recursive: true, force: true })
  })
  const messenger = new Messenger(emulators)
  const fields = { name: 'Верба Мебель', username: 'id7701234567_bot', token: TOKEN }
  await messenger.control('POST', '/bots', fields)
  return messenger
}

function parse(text: string): Json {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The three steps of an upload, but for the last. */
export async function upload(
  messenger: Messenger,
  type: string,
  bytes: Buffer,
  name = 'file.bin',
): Promise<{ status: number; text: string; token?: string }> {
  const { url, token } = await messenger.result(`POST /uploads?type=${type}`)
  const form = new FormData()
  form.append('data', new Blob([new Uint8Array(bytes)]), name)
  const encoded = new Response(form)
  const body = Buffer.from(await encoded.arrayBuffer())
  const headers = { 'content-type': encoded.headers.get('content-type')! }
  const response = await fetch(url, { method: 'POST', body, headers })
  return { status: response.status, text: await response.text(), ...(token && { token }) }
}
