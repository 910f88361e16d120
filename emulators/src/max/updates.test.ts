import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventually, openReceiver } from '../test-kit.ts'
import { type Messenger, openMessenger } from './test-kit.ts'

const SECRET = 'k3Yb_9s-Q'

/** A minute of the platform is six milliseconds: retries come at once. */
const FAST = { timeScale: 0.0001 }

const subscribe = (messenger: Messenger, url: string, more: object = {}) =>
  messenger.result('POST /subscriptions', { url, secret: SECRET, ...more })

test('posts one update at a time, with the secret once', async (t) => {
  const messenger = await openMessenger(t)
  const receiver = await openReceiver(t)
  assert.deepEqual(await subscribe(messenger, receiver.url), { success: true })
  const person = await messenger.person('Анна')
  await person.do('text', { text: 'раз' })
  await person.do('text', { text: 'два' })
  const [first, second] = await receiver.wait(2)
  assert.equal(first?.headers['x-max-bot-api-secret'], SECRET)
  assert.equal(first?.update.message.body.text, 'раз')
  assert.equal(second?.update.message.body.text, 'два')
  await eventually(async () => (await person.lastSeen()).progress === 'taken')
})

test('accepts https on port 443, and loopback where that is allowed', async (t) => {
  const messenger = await openMessenger(t)
  const refusal = async (body: object) =>
    (await messenger.refusal('POST /subscriptions', body)).join(' ')
  assert.equal(await refusal({}), '400 proto.payload Missing required parameter: url')
  assert.match(await refusal({ url: 'http://example.ru/hook' }), /must start with https/)
  assert.match(await refusal({ url: 'https://example.ru:8443/hook' }), /port 443/)
  const url = 'https://example.ru/hook'
  for (const secret of ['a b c d', 'abcd', 'x'.repeat(257)])
    assert.match(await refusal({ url, secret }), /'secret' must match/)
  assert.match(await refusal({ url, update_types: ['gossip'] }), /Unknown update type: gossip/)
  await messenger.bot('PATCH', '', { allowsLocalWebhooks: false })
  assert.match(await refusal({ url: 'http://127.0.0.1:1/hook' }), /must start with https/)
  await subscribe(messenger, url, { update_types: ['bot_started'] })
  const { subscriptions } = await messenger.result('GET /subscriptions')
  assert.deepEqual(Object.keys(subscriptions[0]), ['url', 'time', 'update_types'])
})

test('keeps several addresses, or one where that is how it is', async (t) => {
  const messenger = await openMessenger(t)
  const count = async () => (await messenger.result('GET /subscriptions')).subscriptions.length
  await subscribe(messenger, 'https://a.ru/')
  await subscribe(messenger, 'https://a.ru/')
  assert.equal(await count(), 1)
  await subscribe(messenger, 'https://b.ru/')
  assert.equal(await count(), 2)
  await messenger.bot('PATCH', '', { keepsSeveralWebhooks: false })
  await subscribe(messenger, 'https://c.ru/')
  assert.equal(await count(), 1)
  const remove = `DELETE /subscriptions?url=${encodeURIComponent('https://c.ru/')}`
  assert.equal((await messenger.result(remove)).success, true)
  assert.equal((await messenger.result(remove)).success, false)
})

test('tells only what was asked for', async (t) => {
  const messenger = await openMessenger(t)
  const receiver = await openReceiver(t)
  await subscribe(messenger, receiver.url, { update_types: ['bot_stopped'] })
  const person = await messenger.acquaintance('Анна')
  await person.do('stop')
  const [update] = await receiver.wait(1)
  assert.equal(update?.update.update_type, 'bot_stopped')
})

test('takes 200 alone for an answer, and comes again with growing pauses', async (t) => {
  const messenger = await openMessenger(t, FAST)
  const receiver = await openReceiver(t, (_, count) => ({ status: [500, 201, 200][count - 1]! }))
  await subscribe(messenger, receiver.url)
  await messenger.acquaintance('Анна')
  const received = await receiver.wait(3)
  assert.deepEqual(received[0]?.update, received[2]?.update)
  const [delivery] = await messenger.bot('GET', '/deliveries')
  assert.deepEqual(
    delivery.attempts.map(({ outcome }: { outcome: number }) => outcome).slice(0, 2),
    [500, 201],
  )
})

test('a refused update does not hold up the next one', async (t) => {
  const messenger = await openMessenger(t)
  const isFirst = (update: { message: { body: { text: string } } }) =>
    update.message.body.text === 'Здравствуйте'
  const receiver = await openReceiver(t, (update) => ({ status: isFirst(update) ? 500 : 200 }))
  await subscribe(messenger, receiver.url)
  const person = await messenger.acquaintance('Анна')
  await person.do('text', { text: 'два' })
  const received = await receiver.wait(2)
  assert.equal(received[1]?.update.message.body.text, 'два')
})

test('takes the subscription away after eight hours without a 200', async (t) => {
  const messenger = await openMessenger(t, FAST)
  const receiver = await openReceiver(t, () => ({ status: 503 }))
  await subscribe(messenger, receiver.url)
  await messenger.acquaintance('Анна')
  await eventually(async () => {
    const [delivery] = await messenger.bot('GET', '/deliveries')
    return delivery.attempts.length >= 2
  })
  messenger.emulators.advance(9 * 3600_000)
  await eventually(
    async () => (await messenger.result('GET /subscriptions')).subscriptions.length === 0,
  )
  const [delivery] = await messenger.bot('GET', '/deliveries')
  assert.equal(delivery.droppedAs, 'expired')
  assert.ok(delivery.attempts.length <= 10)
})

test('polls with a marker that confirms what came before it', async (t) => {
  const messenger = await openMessenger(t)
  const person = await messenger.acquaintance('Анна')
  await person.do('text', { text: 'два' })
  const first = await messenger.result('GET /updates?limit=1')
  assert.equal(first.updates.length, 1)
  // Not confirmed: it comes again.
  assert.deepEqual((await messenger.result('GET /updates?limit=1')).updates, first.updates)
  const second = await messenger.result(`GET /updates?marker=${first.marker}`)
  assert.equal(second.updates[0].message.body.text, 'два')
  const asked = messenger.result(`GET /updates?timeout=90&marker=${second.marker}`)
  await person.do('stop')
  assert.equal((await asked).updates[0].update_type, 'bot_stopped')
  const none = await messenger.result('GET /updates?timeout=1&types=bot_added')
  assert.deepEqual(none.updates, [])
  assert.equal(typeof none.marker, 'number')
  const [refused, words] = await messenger.refusal('GET /updates?timeout=1500')
  assert.equal(refused, '400 proto.payload')
  assert.equal(words, "Field 'timeout' value (1500) must be at most 90")
})

test('refuses to be polled while a webhook is there', async (t) => {
  const messenger = await openMessenger(t)
  await subscribe(messenger, 'https://a.ru/')
  assert.equal((await messenger.call('GET /updates')).status, 405)
  await messenger.result(`DELETE /subscriptions?url=${encodeURIComponent('https://a.ru/')}`)
  assert.equal((await messenger.call('GET /updates?timeout=0')).status, 200)
})

test('loses, repeats, reorders and delays updates on demand', async (t) => {
  const messenger = await openMessenger(t)
  const receiver = await openReceiver(t)
  await subscribe(messenger, receiver.url)
  const person = await messenger.person('Анна')
  const write = (text: string) => person.do('text', { text })
  const texts = () => receiver.received.map(({ update }) => update.message.body.text)
  await messenger.fault({ kind: 'lost-update', count: 1 })
  await write('потеряно')
  await messenger.fault({ kind: 'duplicate', count: 1, chat: person.id })
  await write('раз')
  await receiver.wait(2)
  await messenger.fault({ kind: 'reorder', count: 1, ms: 5000 })
  await write('позже')
  await write('раньше')
  await receiver.wait(4)
  await messenger.fault({ kind: 'delay', count: 1, ms: 5000 })
  await write('ждёт')
  await write('и я жду')
  await receiver.wait(6)
  assert.deepEqual(texts(), ['раз', 'раз', 'раньше', 'позже', 'ждёт', 'и я жду'])
})

test('loses the subscription silently, or to somebody else', async (t) => {
  const messenger = await openMessenger(t)
  const receiver = await openReceiver(t)
  const thief = await openReceiver(t)
  await subscribe(messenger, receiver.url)
  await messenger.fault({ kind: 'subscription-lost', count: 1 })
  await messenger.acquaintance('Анна')
  assert.deepEqual((await messenger.result('GET /subscriptions')).subscriptions, [])
  await subscribe(messenger, receiver.url)
  await messenger.bot('POST', '/subscriptions', { url: thief.url })
  const person = await messenger.acquaintance('Пётр')
  await thief.wait(1)
  assert.equal(thief.received[0]?.headers['x-max-bot-api-secret'], undefined)
  await messenger.bot('DELETE', '/subscriptions')
  await person.do('text', { text: 'никому' })
  assert.equal(receiver.received.length, 0)
})

test('brings updates nobody has heard of', async (t) => {
  const messenger = await openMessenger(t)
  await messenger.bot('POST', '/updates')
  await messenger.bot('POST', '/updates', { kind: 'bot_added', body: { is_channel: false } })
  const [unknown, added] = await messenger.updates()
  assert.equal(unknown.update_type, 'brand_new_kind')
  assert.equal(added.is_channel, false)
})
