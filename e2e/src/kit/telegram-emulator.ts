import { Emulators } from './emulators.ts'

export interface Bot {
  id: number
  token: string
}

export interface PhoneMessage {
  id: number
  from: 'person' | 'bot'
  content: { text?: string; caption?: string } & Record<string, unknown>
  deletedAt?: number
}

/** The messenger's stand-in, and everything its person side can do. */
export class TelegramEmulator extends Emulators {
  /** What `TELEGRAM_API_URL` has to be. */
  get apiUrl(): string {
    return `${this.url}/telegram`
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

  #control<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    return this.control(method, `/telegram/_control${path}`, body)
  }
}
