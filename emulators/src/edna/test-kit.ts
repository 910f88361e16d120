import type { TestContext } from 'node:test'
import type { EmulatorOptions, RunningEmulators } from '../index.ts'
import { type Answer, type Json, request } from '../test-kit.ts'
import { type Listener, listen, openEmulators } from '../whatsapp-network/test-kit.ts'

export const KEY = 'key-of-verba'
export const SUBJECT = 'verba_WA'
export const SUBJECT_ID = 345
export const CASCADE_ID = 11

/** A business with one subject, and the emulators it lives in. */
export class Business {
  readonly emulators: RunningEmulators
  #count = 0

  constructor(emulators: RunningEmulators) {
    this.emulators = emulators
  }

  get root(): string {
    return `${this.emulators.url}/edna`
  }

  async call(method: string, path: string, body?: unknown, key = KEY): Promise<Answer> {
    const response = await fetch(`${this.root}/api/${path}`, {
      method,
      headers: {
        'x-api-key': key,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.startsWith('application/json')
    return {
      status: response.status,
      headers: response.headers,
      body: isJson && text !== '' ? (JSON.parse(text) as Json) : text,
    }
  }

  schedule(address: string, content: object | undefined, more: object = {}): Promise<Answer> {
    return this.call('POST', 'cascade/schedule', {
      ...{ requestId: `r-${++this.#count}`, cascadeId: CASCADE_ID },
      subscriberFilter: { address, type: 'PHONE' },
      content: { whatsappContent: content },
      ...more,
    })
  }

  text(address: string, text: string, more: object = {}): Promise<Answer> {
    return this.schedule(address, { contentType: 'TEXT', text }, more)
  }

  /** The word a call is refused with. */
  async refusal(address: string, content: object | undefined, more = {}): Promise<Json> {
    const { status, body } = await this.schedule(address, content, more)
    return status === 200 ? undefined : body.detail
  }

  async control(method: string, path: string, body?: unknown): Promise<Json> {
    const answer = await request(method, `${this.root}/_control${path}`, body)
    if (answer.status >= 400) throw new Error(`${path}: ${answer.body.error}`)
    return answer.body
  }

  change(settings: object): Promise<Json> {
    return this.control('PATCH', `/subjects/${SUBJECT_ID}`, settings)
  }

  fault(fault: object): Promise<Json> {
    return this.control('POST', `/subjects/${SUBJECT_ID}/faults`, fault)
  }

  async person(fields: object = {}): Promise<Person> {
    const made = await this.control('POST', '/people', { name: 'Анна', ...fields })
    return new Person(this, made.id)
  }

  async acquaintance(fields: object = {}): Promise<Person> {
    const person = await this.person(fields)
    await person.writes('Здравствуйте')
    return person
  }

  /** One address for everything, as integrations have it. */
  async subscribe(t: TestContext, reply?: Parameters<typeof listen>[1]): Promise<Listener> {
    const listener = await listen(t, reply)
    const { url } = listener
    const answer = await this.call('POST', 'callback/set', {
      ...{ statusCallbackUrl: url, inMessageCallbackUrl: url, messageMatcherCallbackUrl: url },
      subjectId: SUBJECT_ID,
    })
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
    return listener
  }

  /** An approved template with a header, a footer and a button. */
  async template(): Promise<Json> {
    const { body } = await this.call('POST', 'message-matchers', {
      messageMatcher: {
        ...{ name: 'order_shipped', channelType: 'WHATSAPP', language: 'RU', category: 'UTILITY' },
        ...{ type: 'OPERATOR', contentType: 'TEXT', content: TEMPLATE },
      },
      subjectIds: [SUBJECT_ID],
    })
    await this.control('POST', `/templates/${body.id}/approve`)
    return body
  }
}

const BUTTON = { text: 'Спасибо', buttonType: 'QUICK_REPLY', payload: 'thanks' }

export const TEMPLATE = {
  header: { headerType: 'TEXT', text: 'Заказ {{1}}' },
  text: 'Здравствуйте, {{1}}! Заказ {{2}} в пути.',
  footer: { text: 'Магазин' },
  keyboard: { rows: [{ buttons: [BUTTON] }] },
  textExampleParams: ['Анна', '№5'],
}

export class Person {
  readonly id: string
  readonly #business: Business

  constructor(business: Business, id: string) {
    this.#business = business
    this.id = id
  }

  do(action: string, body: object = {}): Promise<Json> {
    const path = `/subjects/${SUBJECT_ID}/people/${this.id}/${action}`
    return this.#business.control('POST', path, body)
  }

  async writes(text: string): Promise<string> {
    return (await this.do('text', { text })).messageId
  }

  change(fields: object): Promise<Json> {
    return this.#business.control('PATCH', `/people/${this.id}`, fields)
  }

  sees(): Promise<Json> {
    return this.#business.control('GET', `/subjects/${SUBJECT_ID}/chats/${this.id}`)
  }
}

export async function openBusiness(
  t: TestContext,
  options: Partial<EmulatorOptions> = {},
): Promise<Business> {
  const business = new Business(await openEmulators(t, options))
  await business.control('POST', '/subjects', {
    ...{ subject: SUBJECT, name: 'Верба Мебель', phone: '74950000000', token: KEY },
  })
  return business
}

export const statusesOf = ({ heard }: Listener): Json[] =>
  heard.map(({ body }) => body).filter((body) => body.status && body.cascadeId)

export const messagesOf = ({ heard }: Listener): Json[] =>
  heard.map(({ body }) => body).filter((body) => body.messageContent)
