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
  /** The same of each of several bots. */
  tokens: string[]
  subscriptions: Promise<Subscription[]>
  close(): void
}

/** Ids of what we say, beside those of what customers say. */
const OF_OURS = 1_000_000_000

const FIRST_BOT = 7_200_000_001
const SECRET = 'AAspeedspeedspeedspeedspeedspeedspeed'

/** As little of Telegram's API as connecting a bot and answering takes: https://core.telegram.org/bots/api */
export async function openPlatform(bots = 1): Promise<Platform> {
  const all = Array.from({ length: bots }, (_, at) => makeBot(FIRST_BOT + at))
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const [method = '', token = ''] = (request.url ?? '').split('/').reverse()
    const bot = all.find((each) => token.endsWith(each.token))
    const body = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : {}
    const result = bot?.results[method]?.(body) ?? true
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ ok: true, result }))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: all[0]!.token,
    subscription: all[0]!.subscription,
    tokens: all.map(({ token }) => token),
    subscriptions: Promise.all(all.map(({ subscription }) => subscription)),
    close: () => server.close(),
  }
}

function makeBot(id: number) {
  const subscribed = Promise.withResolvers<Subscription>()
  let url = ''
  let said = OF_OURS
  const results: Record<string, (body: Record<string, string>) => unknown> = {
    getMe: () => ({ id, is_bot: true, first_name: 'Замер', username: `speed_${id}_bot` }),
    getWebhookInfo: () => ({ url, has_custom_certificate: false, pending_update_count: 0 }),
    setWebhook: (body) => {
      url = body.url ?? ''
      subscribed.resolve({ url, secret: body.secret_token ?? '' })
      return true
    },
    sendMessage: ({ chat_id }) => ({ message_id: ++said, chat: { id: Number(chat_id) } }),
  }
  return { token: `${id}:${SECRET}`, subscription: subscribed.promise, results }
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
