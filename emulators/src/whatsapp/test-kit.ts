import type { TestContext } from 'node:test'
import type { EmulatorOptions, RunningEmulators } from '../index.ts'
import { type Answer, type Json, request } from '../test-kit.ts'
import { type Listener, listen, openEmulators } from '../whatsapp-network/test-kit.ts'

export const NUMBER = '106540352242922'
export const ACCOUNT = '102290129340398'
export const APP = '670843887433847'
export const TOKEN = 'EAAtesttoken'
export const SECRET = '1222e786b144d0e85b9f365372d93676'
export const PHONE = '74950000000'

/** A business with one number, and the emulators it lives in. */
export class Business {
  readonly emulators: RunningEmulators

  constructor(emulators: RunningEmulators) {
    this.emulators = emulators
  }

  get root(): string {
    return `${this.emulators.url}/whatsapp`
  }

  async graph(method: string, path: string, body?: object, token = TOKEN): Promise<Answer> {
    const response = await fetch(`${this.root}/v25.0/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.startsWith('application/json')
    return {
      status: response.status,
      headers: response.headers,
      body: isJson ? (JSON.parse(text) as Json) : text,
    }
  }

  send(to: string, type: string, content: object, more: object = {}): Promise<Answer> {
    const body = { messaging_product: 'whatsapp', to, type, [type]: content, ...more }
    return this.graph('POST', `${NUMBER}/messages`, body)
  }

  text(to: string, body: string, more: object = {}): Promise<Answer> {
    return this.send(to, 'text', { body }, more)
  }

  /** The id of a message that is expected to be taken. */
  async sent(to: string, type: string, content: object, more: object = {}): Promise<string> {
    const answer = await this.send(to, type, content, more)
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
    return answer.body.messages[0].id
  }

  /** Code, status and details of a refusal. */
  async refusal(to: string, type: string, content: object, more: object = {}): Promise<Json> {
    const { status, body } = await this.send(to, type, content, more)
    return [body.error?.code, status, body.error?.error_data?.details ?? body.error?.message]
  }

  async control(method: string, path: string, body?: unknown): Promise<Json> {
    const answer = await request(method, `${this.root}/_control${path}`, body)
    if (answer.status >= 400) throw new Error(`${path}: ${answer.body.error}`)
    return answer.body
  }

  change(settings: object): Promise<Json> {
    return this.control('PATCH', `/numbers/${NUMBER}`, settings)
  }

  fault(fault: object): Promise<Json> {
    return this.control('POST', `/numbers/${NUMBER}/faults`, fault)
  }

  async person(fields: object = {}): Promise<Person> {
    const made = await this.control('POST', '/people', { name: 'Анна', ...fields })
    return new Person(this, made.id)
  }

  /** One who has just written, so that the company may answer. */
  async acquaintance(fields: object = {}): Promise<Person> {
    const person = await this.person(fields)
    await person.writes('Здравствуйте')
    return person
  }

  /** A listener that is the app's callback, subscribed to everything. */
  async subscribe(
    t: TestContext,
    ...reply: Parameters<typeof listen> extends [unknown, ...infer R] ? R : never
  ): Promise<Listener> {
    const listener = await listen(t, ...reply)
    await this.control('PATCH', `/apps/${APP}`, { callbackUrl: listener.url, verifyToken: 'ours' })
    await this.graph('POST', `${ACCOUNT}/subscribed_apps`)
    return listener
  }

  async template(fields: object = {}): Promise<string> {
    const { body } = await this.graph('POST', `${ACCOUNT}/message_templates`, {
      ...{ name: 'order_shipped', language: 'ru', category: 'UTILITY' },
      components: [
        {
          type: 'BODY',
          text: 'Здравствуйте, {{1}}! Ваш заказ {{2}} передан в доставку.',
          example: { body_text: [['Анна', '№5']] },
        },
      ],
      ...fields,
    })
    if (!body.id) throw new Error(JSON.stringify(body))
    return body.id
  }
}

export class Person {
  readonly id: string
  readonly #business: Business

  constructor(business: Business, id: string) {
    this.#business = business
    this.id = id
  }

  do(action: string, body: object = {}, number = NUMBER): Promise<Json> {
    return this.#business.control('POST', `/numbers/${number}/people/${this.id}/${action}`, body)
  }

  async writes(text: string): Promise<string> {
    return (await this.do('text', { text })).messageId
  }

  change(fields: object): Promise<Json> {
    return this.#business.control('PATCH', `/people/${this.id}`, fields)
  }

  sees(): Promise<Json> {
    return this.#business.control('GET', `/numbers/${NUMBER}/chats/${this.id}`)
  }
}

export async function openBusiness(
  t: TestContext,
  options: Partial<EmulatorOptions> = {},
): Promise<Business> {
  const business = new Business(await openEmulators(t, options))
  await business.control('POST', '/numbers', {
    ...{ id: NUMBER, account: ACCOUNT, app: APP, token: TOKEN, appSecret: SECRET },
    ...{ name: 'Верба Мебель', phone: PHONE },
  })
  return business
}

/** The only value of a webhook with one change. */
export const onlyValue = ({ body }: { body: Json }): Json => body.entry[0].changes[0].value

/** Statuses of all webhooks, as they came. */
export const statusesOf = ({ heard }: Listener): Json[] =>
  heard.flatMap((one) => onlyValue(one).statuses ?? [])

export const messagesOf = ({ heard }: Listener): Json[] =>
  heard.flatMap((one) => onlyValue(one).messages ?? [])
