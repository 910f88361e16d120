import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'

import type { Connection, Environment, InboundEvent, WebhookRequest } from '../contract.ts'
import { ForgedWebhookError } from '../errors.ts'
import { type Emulators, startEmulators } from '../suite/emulators.ts'
import { testEnvironment } from '../suite/environment.ts'
import { refusal } from '../suite/sending.ts'
import { vk } from './index.ts'

const settings = { token: '', webhookSecret: 'kQ3v-0123456789_abcdefghijklmnopqrstuvwxyzA' }

let emulators: Emulators
let community: { id: number; token: string }
let person: { id: number }
let environment: Environment
let connection: Required<Connection>
let isSilent = false
const received: Buffer[] = []

/** Stands for our server: proves, answers the question for the code, keeps what else came. */
const server = createServer(async (call, response) => {
  const request: WebhookRequest = {
    method: 'POST',
    headers: {},
    query: {},
    body: await buffer(call),
  }
  vk.door.authenticate(request, settings)
  const told = isSilent ? undefined : await vk.door.handshake!(request, settings, environment)
  if (told) return void response.writeHead(told.status).end(told.body)
  const signal = AbortSignal.timeout(1000)
  received.push(await vk.door.prepare!(request, settings, environment, signal))
  response.end(vk.door.answer!(request, settings).body)
  server.emit('received')
})

const control = <Answer = unknown>(path: string, body?: object) =>
  emulators.control<Answer>('vk', path, body)
const does = (action: string, body: object = {}) =>
  control(`communities/${community.id}/people/${person.id}/${action}`, body)

before(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  emulators = await startEmulators()
  community = await control('communities', { name: 'Верба Мебель', screenName: 'verba' })
  person = await control('people', { firstName: 'Олег' })
  settings.token = community.token
  const { apiUrl, fetch } = emulators.environment('vk')
  const identity = { externalId: String(community.id), name: 'Верба Мебель' }
  environment = testEnvironment(apiUrl, { fetch, identity })
  connection = vk.connect(settings, environment) as typeof connection
})
after(async () => {
  server.closeAllConnections()
  server.close()
  await emulators[Symbol.asyncDispose]()
})

async function nextEvent<Type extends InboundEvent['type']>(type: Type) {
  for (;;) {
    if (received.length === 0) await once(server, 'received')
    const [event] = connection.translate(received.shift()!, new Date())
    if (event?.type === type) return event as Extract<InboundEvent, { type: Type }>
  }
}

describe('ВКонтакте calls us', () => {
  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/key`

  test('the address is confirmed with the code, and events come by name', async () => {
    await connection.subscribe(url())
    assert(await connection.isSubscribed(url()))
    await does('text', { text: 'Здравствуйте' })
    const { content, from } = await nextEvent('message')
    assert.deepEqual([content.text, from.name], ['Здравствуйте', 'Олег'])
    await does('comment', { kind: 'market', text: 'Есть в синем?' })
    assert((await nextEvent('message')).thread.publicPage)
  })

  test('a code that has changed is asked for anew', async () => {
    await environment.remember({ confirmation: { code: 'old', at: Date.now() - 3_600_000 } })
    const body = Buffer.from(JSON.stringify({ type: 'confirmation', group_id: community.id }))
    const request = { method: 'POST', headers: {}, query: {}, body }
    const told = await vk.door.handshake!(request, settings, environment)
    assert.equal(told?.status, 200)
    assert.notEqual(told.body, 'old')
    const another = Buffer.from(JSON.stringify({ type: 'confirmation', group_id: 1 }))
    const refused = await vk.door.handshake!({ ...request, body: another }, settings, environment)
    assert.equal(refused?.status, 403)
  })

  test('[H-01] a question for the code with a wrong secret is refused', () => {
    const body = Buffer.from(
      JSON.stringify({ type: 'confirmation', group_id: community.id, secret: 'wrong' }),
    )
    const request = { method: 'POST', headers: {}, query: {}, body }
    assert.throws(() => vk.door.authenticate(request, settings), ForgedWebhookError)
  })

  test('subscribing anew leaves one address, and leaving none of ours', async () => {
    await connection.subscribe(url())
    assert(!(await connection.isSubscribed(`${url()}-of-another`)))
    await connection.unsubscribe()
    assert(!(await connection.isSubscribed(url())))
  })

  test('an address that does not answer is not taken for confirmed', async () => {
    isSilent = true
    assert.equal((await refusal(connection.subscribe(url()))).reason, 'unreachable')
    isSilent = false
  })
})
