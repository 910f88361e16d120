import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventually, openReceiver, openSandbox } from '../test-kit.ts'

test('says what became of a webhook', async (t) => {
  const sandbox = await openSandbox(t)
  const { url } = await openReceiver(t)
  const describe = async (method: string, body = {}) =>
    (await sandbox.call(method, body)).body.description
  assert.equal(await describe('setWebhook', { url }), 'Webhook was set')
  assert.equal(await describe('setWebhook', { url }), 'Webhook is already set')
  assert.equal(await describe('deleteWebhook'), 'Webhook was deleted')
  assert.equal(await describe('deleteWebhook'), 'Webhook is already deleted')
})

test('sends the secret until it is omitted', async (t) => {
  const sandbox = await openSandbox(t)
  const receiver = await openReceiver(t)
  const person = await sandbox.acquaintance('Ирина')
  await sandbox.updates()
  await sandbox.result('setWebhook', { url: receiver.url, secret_token: 'abc-_1' })
  await person.writes('раз')
  await receiver.wait(1)
  await sandbox.result('setWebhook', { url: receiver.url })
  await person.writes('два')
  await receiver.wait(2)
  const secrets = receiver.received.map(({ headers }) => headers['x-telegram-bot-api-secret-token'])
  assert.deepEqual(secrets, ['abc-_1', undefined])
})

test('refuses webhooks the real platform refuses', async (t) => {
  const sandbox = await openSandbox(t)
  await sandbox.changeBot({ allowsLocalWebhooks: false })
  const cases = {
    'http://shop.example/hook': 'bad webhook: An HTTPS URL must be provided for webhook',
    'https://shop.example:3000/hook':
      'bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443',
    'https://10.0.0.1/hook': 'bad webhook: IP address 10.0.0.1 is reserved',
    'https://[::1]/hook': 'bad webhook: IPv6-only addresses are not allowed',
    'https://localhost/hook': 'bad webhook: Failed to resolve host: Name or service not known',
    'https://': 'invalid webhook URL specified',
  }
  for (const [url, words] of Object.entries(cases))
    assert.equal(await sandbox.refusal('setWebhook', { url }), `Bad Request: ${words}`)
  assert.equal(
    await sandbox.refusal('setWebhook', { url: 'https://shop.example', secret_token: 'a b' }),
    'Bad Request: secret token contains unallowed characters',
  )
})

test('keeps one update of a chat in flight', async (t) => {
  const sandbox = await openSandbox(t)
  let inFlight = 0
  let most = 0
  const perChat = new Map<number, number>()
  const receiver = await openReceiver(t, async (update) => {
    const { chat } = update.message
    const here = (perChat.get(chat.id) ?? 0) + 1
    perChat.set(chat.id, here)
    assert.equal(here, 1)
    most = Math.max(most, ++inFlight)
    await new Promise((resolve) => setTimeout(resolve, 10))
    inFlight--
    perChat.set(chat.id, 0)
    return {}
  })
  await sandbox.result('setWebhook', { url: receiver.url })
  const people = await Promise.all(['Ирина', 'Олег', 'Марина'].map((name) => sandbox.person(name)))
  for (const text of ['1', '2', '3']) for (const person of people) await person.writes(text)
  await receiver.wait(9)
  assert.ok(most > 1, 'chats are served in parallel')
  const first = receiver.received.filter(({ update }) => update.message.chat.id === people[0]!.id)
  assert.deepEqual(
    first.map(({ update }) => update.message.text),
    ['1', '2', '3'],
  )
})

test('tries again after 0, 2 and 4 seconds', async (t) => {
  const sandbox = await openSandbox(t)
  const receiver = await openReceiver(t, (_, count) => ({ status: count < 4 ? 500 : 200 }))
  await sandbox.result('setWebhook', { url: receiver.url })
  await sandbox.acquaintance('Ирина')
  await receiver.wait(4)
  const gaps = receiver.received.slice(1).map(({ at }, i) => at - receiver.received[i]!.at)
  assert.ok(gaps[0]! < gaps[2]! && gaps[1]! >= 18 && gaps[2]! >= 38, `gaps were ${gaps}`)
  await eventually(async () => (await sandbox.deliveries())[0].acknowledgedAt !== undefined)
  const [delivery] = await sandbox.deliveries()
  assert.deepEqual(
    delivery.attempts.map((attempt: { outcome: unknown }) => attempt.outcome),
    [500, 500, 500, 200],
  )
})

test('holds up only the lane that fails', async (t) => {
  const sandbox = await openSandbox(t)
  const ill = await sandbox.person('Олег')
  const well = await sandbox.person('Ирина')
  const receiver = await openReceiver(t, (update) => ({
    status: update.message.chat.id === ill.id ? 503 : 200,
    headers: { 'retry-after': '3600' },
  }))
  await sandbox.result('setWebhook', { url: receiver.url })
  await ill.writes('раз')
  await receiver.wait(1)
  await ill.writes('два')
  await well.writes('три')
  await receiver.wait(2)
  assert.deepEqual(
    receiver.received.map(({ update }) => update.message.text),
    ['раз', 'три'],
  )
})

test('waits as long as Retry-After asks', async (t) => {
  const sandbox = await openSandbox(t)
  const receiver = await openReceiver(t, (_, count) =>
    count === 1 ? { status: 503, headers: { 'retry-after': '10' } } : {},
  )
  await sandbox.result('setWebhook', { url: receiver.url })
  await sandbox.acquaintance('Ирина')
  const [first, second] = await receiver.wait(2)
  assert.ok(second!.at - first!.at >= 95)
})

test('drops an update when it has expired', async (t) => {
  const sandbox = await openSandbox(t)
  const person = await sandbox.acquaintance('Ирина')
  sandbox.emulators.advance(24 * 3600_000 + 1)
  assert.equal((await sandbox.result('getWebhookInfo')).pending_update_count, 0)
  await person.writes('свежее')
  assert.deepEqual(
    (await sandbox.updates()).map((update) => update.message.text),
    ['свежее'],
  )
  assert.equal((await sandbox.deliveries())[0].droppedAs, 'expired')
})

test('tells about a failing webhook', async (t) => {
  const sandbox = await openSandbox(t)
  assert.deepEqual(await sandbox.result('getWebhookInfo'), {
    url: '',
    has_custom_certificate: false,
    pending_update_count: 0,
  })
  const receiver = await openReceiver(t, () => ({ status: 502, headers: { 'retry-after': '60' } }))
  await sandbox.result('setWebhook', {
    url: receiver.url,
    max_connections: 500,
    allowed_updates: ['message'],
  })
  await sandbox.acquaintance('Ирина')
  await receiver.wait(1)
  await eventually(async () => 'last_error_date' in (await sandbox.result('getWebhookInfo')))
  const info = await sandbox.result('getWebhookInfo')
  assert.equal(info.last_error_message, 'Wrong response from the webhook: 502 Bad Gateway')
  assert.equal(info.pending_update_count, 1)
  assert.equal(info.max_connections, 100)
  assert.equal(info.ip_address, '127.0.0.1')
  assert.deepEqual(info.allowed_updates, ['message'])
})

test('lets a press overtake messages of a chat', async (t) => {
  const sandbox = await openSandbox(t)
  const person = await sandbox.acquaintance('Ирина')
  await sandbox.updates()
  const { message_id } = await sandbox.result('sendMessage', {
    chat_id: person.id,
    text: 'Оцените',
    reply_markup: { inline_keyboard: [[{ text: '5', callback_data: 'csat:5' }]] },
  })
  const receiver = await openReceiver(t, (update) =>
    update.message ? { status: 500, headers: { 'retry-after': '3600' } } : {},
  )
  await sandbox.result('setWebhook', { url: receiver.url })
  await person.writes('застрянет')
  await receiver.wait(1)
  await person.do('press', { messageId: message_id, data: 'csat:5' })
  await receiver.wait(2)
  assert.equal(receiver.received[1]!.update.callback_query.data, 'csat:5')
})

test('executes a method given in the answer', async (t) => {
  const sandbox = await openSandbox(t)
  const receiver = await openReceiver(t, (update) => ({
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ method: 'sendMessage', chat_id: update.message.chat.id, text: 'сразу' }),
  }))
  await sandbox.result('setWebhook', { url: receiver.url })
  await sandbox.acquaintance('Ирина')
  await eventually(async () => (await sandbox.sent())[0]?.text === 'сразу')
})
