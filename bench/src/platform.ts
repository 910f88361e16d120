import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Where the server wants its webhooks, and the secret it will recognise them by. */
export interface Subscription {
  url: string
  secret: string
}

export interface Platform {
  apiUrl: string
  token: string
  subscription: Promise<Subscription>
  close(): void
}

const bot = { id: 7200000001, is_bot: true, first_name: 'Замер', username: 'speed_bot' }

/** As little of Telegram's API as connecting a bot takes: https://core.telegram.org/bots/api */
export async function openPlatform(): Promise<Platform> {
  const subscribed = Promise.withResolvers<Subscription>()
  let url = ''
  const results: Record<string, (body: Record<string, string>) => unknown> = {
    getMe: () => bot,
    getWebhookInfo: () => ({ url, has_custom_certificate: false, pending_update_count: 0 }),
    setWebhook: (body) => {
      url = body.url ?? ''
      subscribed.resolve({ url, secret: body.secret_token ?? '' })
      return true
    },
  }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const method = request.url?.split('/').at(-1) ?? ''
    const body = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : {}
    const result = results[method]?.(body) ?? true
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ ok: true, result }))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: `${bot.id}:AAspeedspeedspeedspeedspeedspeedspeed`,
    subscription: subscribed.promise,
    close: () => server.close(),
  }
}

/** A text message in a private chat: https://core.telegram.org/bots/api#message */
export function textUpdate(updateId: number, person: number, text: string): string {
  return JSON.stringify({
    update_id: updateId,
    message: {
      message_id: updateId,
      from: {
        id: person,
        is_bot: false,
        first_name: 'Клиент',
        last_name: `№ ${person}`,
        username: `client_${person}`,
        language_code: 'ru',
      },
      chat: { id: person, first_name: 'Клиент', username: `client_${person}`, type: 'private' },
      date: Math.floor(Date.now() / 1000),
      text,
    },
  })
}
