import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'

import type { Connection, InboundEvent, WebhookRequest } from '../contract.ts'
import { ForgedWebhookError } from '../errors.ts'
import { type Emulators, startEmulators } from '../suite/emulators.ts'
import { refusal } from '../suite/sending.ts'
import { telegram } from './index.ts'

const settings = { token: '', webhookSecret: 'kQ3v-0123456789_abcdefghijklmnopqrstuvwxyzA' }

let emulators: Emulators
let bot: { id: number; token: string }
let person: { id: number }
let connection: Required<Connection>

/** Stands for our server: what came in, as it came. */
const door = createServer(async (request, response) => {
  received.push(await toWebhook(request))
  response.end()
  door.emit('received')
})
const received: WebhookRequest[] = []

async function toWebhook(request: IncomingMessage): Promise<WebhookRequest> {
  const headers = request.headers as WebhookRequest['headers']
  return { method: request.method ?? '', headers, query: {}, body: await buffer(request) }
}

const control = <Answer = unknown>(path: string, body?: object) =>
  emulators.control<Answer>('telegram', path, body)

before(async () => {
  await once(door.listen(0, '127.0.0.1'), 'listening')
  emulators = await startEmulators()
  bot = await control('bots', { name: 'Верба', username: 'verba_bot' })
  person = await control('people', { firstName: 'Олег' })
  settings.token = bot.token
  const environment = emulators.environment('telegram')
  connection = telegram.connect(settings, environment) as typeof connection
})
after(async () => {
  door.closeAllConnections()
  door.close()
  await emulators[Symbol.asyncDispose]()
})

async function nextDelivery(): Promise<WebhookRequest> {
  if (received.length === 0) await once(door, 'received')
  return received.shift()!
}

describe('Telegram calls us', () => {
  const url = () => `http://127.0.0.1:${(door.address() as AddressInfo).port}/webhooks/key`

  test('what a person writes comes through our door', async () => {
    await connection.subscribe(url())
    await control(`bots/${bot.id}/people/${person.id}/text`, { text: 'Здравствуйте' })
    const request = await nextDelivery()
    telegram.door.authenticate(request, settings)
    const [event] = connection.translate(request.body) as [InboundEvent & { type: 'message' }]
    assert.equal(event.content.text, 'Здравствуйте')
  })

  test('[H-01] the same call does not pass another channel’s door', async () => {
    await control(`bots/${bot.id}/people/${person.id}/text`, { text: 'Ещё' })
    const request = await nextDelivery()
    const another = { ...settings, webhookSecret: settings.webhookSecret.replace('k', 'K') }
    assert.throws(() => telegram.door.authenticate(request, another), ForgedWebhookError)
  })

  test('[H-07] a kind that nobody knows comes in and is told as such', async () => {
    await control(`bots/${bot.id}/updates`, { chat: person.id })
    const [event] = connection.translate((await nextDelivery()).body)
    assert(event?.type === 'ignored', JSON.stringify(event))
  })

  test('notices when the subscription is no longer ours', async () => {
    assert(await connection.isSubscribed(url()))
    assert(!(await connection.isSubscribed(`${url()}-of-another`)))
    await connection.unsubscribe()
    assert(!(await connection.isSubscribed(url())))
  })

  test('a webhook and polling exclude each other', async () => {
    await connection.subscribe(url())
    const polling = connection.poll(undefined, AbortSignal.timeout(5000))
    const { reason, code } = await refusal(polling)
    assert.deepEqual([reason, code], ['misconfigured', '409'])
    await connection.unsubscribe()
    const stopped = await connection.poll(undefined, AbortSignal.timeout(50))
    assert.deepEqual(stopped, { updates: [], cursor: undefined })
  })
})
