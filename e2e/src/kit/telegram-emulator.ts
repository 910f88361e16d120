import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'

import { endChild, startChild } from './child.ts'
import { until } from './until.ts'

export interface Bot {
  id: number
  token: string
}

/** One update, and what became of it. */
export interface Delivery {
  updateId: number
  chatId?: number
  messageId?: number
  attempts: { at: number; outcome: number | string }[]
  /** When a 2xx had been read to its end: from then on the message is ours to lose. */
  acknowledgedAt?: number
  droppedAs?: string
}

/** A message the bot sent, as the platform took it. */
export interface Sent {
  chatId: number
  messageId: number
  text?: string
}

export interface PhoneMessage {
  id: number
  from: 'person' | 'bot'
  content: { text?: string; caption?: string } & Record<string, unknown>
  deletedAt?: number
}

/** The messenger's stand-in in a process of its own, and everything its person side can do. */
export class TelegramEmulator {
  readonly url: string
  /** What `TELEGRAM_API_URL` has to be. */
  readonly apiUrl: string
  readonly #options: { dataDir: string; port: number }
  #child: ChildProcess | undefined

  constructor(options: { dataDir: string; port: number }) {
    this.#options = options
    this.url = `http://127.0.0.1:${options.port}`
    this.apiUrl = `${this.url}/telegram`
  }

  async start(): Promise<void> {
    const { dataDir, port } = this.#options
    this.#child = startChild({
      script: 'emulators/src/main.ts',
      environment: { DATA_DIR: dataDir, SANDBOX_PORT: String(port), OTKLIK_CHILD: '1' },
      logFile: join(dataDir, 'emulators.log'),
    })
    const about = async () => (await fetch(`${this.url}/_control/about`).catch(() => undefined))?.ok
    await until(about, { withinMs: 20_000, what: 'the emulators answer' })
  }

  async stop(): Promise<void> {
    if (this.#child) await endChild(this.#child, 'SIGTERM')
  }

  makeBot(name: string, username: string): Promise<Bot> {
    return this.#control('POST', '/bots', { name, username })
  }

  /** The token of before opens nothing any more; the bot has another one. */
  revoke(bot: Bot): Promise<{ token: string }> {
    return this.#control('POST', `/bots/${bot.id}/revoke`, { replace: true })
  }

  async makePerson(firstName: string): Promise<number> {
    const body = { firstName, hasPhone: false }
    return (await this.#control<{ id: number }>('POST', '/people', body)).id
  }

  /** The numbers the messages have in their chats, in the order they were given. */
  write(bot: Bot, texts: { person: number; text: string }[]): Promise<number[]> {
    return this.#control('POST', `/bots/${bot.id}/texts`, texts)
  }

  /** What a person can do with a phone: `text`, `media`, `press`, `block`, … */
  does<Answer = { messageId: number }>(
    bot: Bot,
    person: number,
    action: string,
    body: object = {},
  ): Promise<Answer> {
    return this.#control('POST', `/bots/${bot.id}/people/${person}/${action}`, body)
  }

  /** The chat as the phone shows it. */
  async chatOf(bot: Bot, person: number): Promise<PhoneMessage[]> {
    const chat = await this.#control<{ messages: PhoneMessage[] }>(
      'GET',
      `/bots/${bot.id}/chats/${person}`,
    )
    return chat.messages
  }

  changePerson(person: number, changes: { isOffline?: boolean }): Promise<unknown> {
    return this.#control('PATCH', `/people/${person}`, changes)
  }

  addFault(bot: Bot, fault: { kind: string; [field: string]: unknown }): Promise<unknown> {
    return this.#control('POST', `/bots/${bot.id}/faults`, fault)
  }

  clearFaults(bot: Bot): Promise<unknown> {
    return this.#control('DELETE', `/bots/${bot.id}/faults`)
  }

  async countPending(bot: Bot): Promise<number> {
    const { pendingUpdates } = await this.#control<{ pendingUpdates: number }>(
      'GET',
      `/bots/${bot.id}`,
    )
    return pendingUpdates
  }

  /** Those after the update `since`; all of them without it. */
  listDeliveries(bot: Bot, since?: number): Promise<Delivery[]> {
    const query = since === undefined ? '' : `?since=${since}`
    return this.#control('GET', `/bots/${bot.id}/deliveries${query}`)
  }

  listSent(bot: Bot): Promise<Sent[]> {
    return this.#control('GET', `/bots/${bot.id}/sent`)
  }

  async #control<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const answer = await fetch(`${this.apiUrl}/_control${path}`, {
      method,
      ...(body && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
    return (text ? JSON.parse(text) : undefined) as Answer
  }
}
