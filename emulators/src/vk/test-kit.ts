import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { type EmulatorOptions, type RunningEmulators, startEmulators } from '../index.ts'
import { type Json, request } from '../test-kit.ts'

export const GROUP = 225_000_001
export const KEY = 'vk1.a.testtesttest'

/** Emulators of one's own with one community, gone when the test is over. */
export class Network {
  readonly emulators: RunningEmulators

  constructor(emulators: RunningEmulators) {
    this.emulators = emulators
  }

  get url(): string {
    return `${this.emulators.url}/vk`
  }

  /** A call, whatever it is answered with. */
  async call(method: string, params: Record<string, unknown> = {}, token = KEY): Promise<Json> {
    const form = new URLSearchParams({ v: '5.199', access_token: token })
    for (const [name, value] of Object.entries(params))
      form.set(name, typeof value === 'object' ? JSON.stringify(value) : String(value))
    const response = await fetch(`${this.url}/method/${method}`, { method: 'POST', body: form })
    if (response.status !== 200) throw new Error(`${method}: ${response.status}`)
    return response.json()
  }

  async result(method: string, params: Record<string, unknown> = {}, token = KEY): Promise<Json> {
    const answer = await this.call(method, params, token)
    if (answer.error) throw new Error(`${method}: ${JSON.stringify(answer.error)}`)
    return answer.response
  }

  async refusal(
    method: string,
    params: Record<string, unknown> = {},
    token = KEY,
  ): Promise<number> {
    return (await this.call(method, params, token)).error?.error_code
  }

  async control(method: string, path: string, body?: unknown): Promise<Json> {
    const answer = await request(method, `${this.url}/_control${path}`, body)
    if (answer.status >= 400) throw new Error(`${path}: ${answer.body.error}`)
    return answer.body
  }

  community(method: string, path = '', body?: unknown): Promise<Json> {
    return this.control(method, `/communities/${GROUP}${path}`, body)
  }

  fault(fault: object): Promise<Json> {
    return this.community('POST', '/faults', fault)
  }

  async person(firstName: string): Promise<Person> {
    const { id } = await this.control('POST', '/people', { firstName })
    return new Person(this, id)
  }

  /** Somebody who has written, so that the community may answer. */
  async acquaintance(firstName: string): Promise<Person> {
    const person = await this.person(firstName)
    await person.do('text', { text: 'Здравствуйте' })
    return person
  }

  async userToken(user: number, rights: string[] = ['groups']): Promise<string> {
    const token = await this.control('POST', '/tokens', { kind: 'user', user, rights })
    return token.value
  }

  send(peer: number, message: string, more: Record<string, unknown> = {}): Promise<Json> {
    return this.result('messages.send', { peer_id: peer, random_id: 0, message, ...more })
  }

  /** Long Poll on, for these events. */
  async poll(...events: string[]): Promise<Poll> {
    const flags = Object.fromEntries(events.map((name) => [name, 1]))
    await this.result('groups.setLongPollSettings', { group_id: GROUP, enabled: 1, ...flags })
    return new Poll(await this.result('groups.getLongPollServer', { group_id: GROUP }))
  }
}

export class Poll {
  server: string
  key: string
  ts: string

  constructor({ server, key, ts }: { server: string; key: string; ts: string }) {
    this.server = server
    this.key = key
    this.ts = ts
  }

  async ask(): Promise<Json> {
    const query = `act=a_check&key=${this.key}&ts=${this.ts}&wait=2`
    const answer: Json = await (await fetch(`${this.server}?${query}`)).json()
    return answer
  }

  /** What has come since the last time. */
  async take(): Promise<Json[]> {
    const answer = await this.ask()
    this.ts = answer.ts
    return answer.updates
  }
}

export class Person {
  readonly id: number
  readonly #network: Network

  constructor(network: Network, id: number) {
    this.#network = network
    this.id = id
  }

  do(action: string, body: object = {}): Promise<Json> {
    return this.#network.community('POST', `/people/${this.id}/${action}`, body)
  }

  change(fields: object): Promise<Json> {
    return this.#network.control('PATCH', `/people/${this.id}`, fields)
  }

  sees(): Promise<Json> {
    return this.#network.community('GET', `/chats/${this.id}`)
  }

  async lastSeen(): Promise<Json> {
    return (await this.sees()).messages.at(-1)
  }
}

export async function openNetwork(
  t: TestContext,
  options: Partial<EmulatorOptions> = {},
): Promise<Network> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'otklik-vk-')))
  const emulators = await startEmulators({ port: 0, timeScale: 0.01, ...options, dataDir })
  t.after(async () => {
    await emulators.close()
    await rm(dataDir, { recursive: true, force: true })
  })
  const network = new Network(emulators)
  await network.control('POST', '/communities', {
    name: 'Верба Мебель',
    id: GROUP,
    token: KEY,
    limitsRate: false,
  })
  return network
}
