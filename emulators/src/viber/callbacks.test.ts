import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { startEmulators } from '../index.ts'
import { eventually, type Json } from '../test-kit.ts'
import {
  Messenger,
  openConnected,
  openEar,
  openMessenger,
  SENDER,
  signatureOf,
  TOKEN,
} from './test-kit.ts'

const text = { type: 'text', text: 'Добрый день' }

test('asks a webhook whether it is there before it says yes', async (t) => {
  const messenger = await openMessenger(t)
  let status = 500
  const ear = await openEar(t, () => ({ status }))
  const refused = await messenger.call('set_webhook', { url: ear.url })
  assert.equal(refused.status, 1)
  assert.match(refused.status_message, /^Result Status: 500/)
  assert.equal((await messenger.call('get_account_info')).webhook, '')
  status = 200
  const event_types = ['delivered', 'seen']
  const set = await messenger.call('set_webhook', { url: ear.url, event_types })
  assert.deepEqual(set.event_types, [...event_types, ...['subscribed', 'unsubscribed', 'message']])
  const asked = ear.heard.at(-1)!
  assert.equal(asked.body.event, 'webhook')
  assert.equal(asked.headers['x-viber-content-signature'], signatureOf(asked.raw))
  assert.equal((await messenger.call('get_account_info')).webhook, ear.url)
  assert.equal(await messenger.status('set_webhook', { url: 'http://example.ru/hook' }), 1)
  assert.equal(await messenger.status('set_webhook', { url: 'http://127.0.0.1:1/' }), 1)
  assert.equal(await messenger.status('set_webhook', {}), 4)
  assert.equal(await messenger.status('set_webhook', { url: ear.url, event_types: ['gossip'] }), 3)
  await messenger.bot('PATCH', '', { allowsLocalWebhooks: false })
  assert.equal(await messenger.status('set_webhook', { url: ear.url }), 1)
  assert.deepEqual((await messenger.call('set_webhook', { url: '' })).event_types, [])
  assert.equal((await messenger.call('get_account_info')).webhook, '')
})

test('signs every callback in a header and in the address', async (t) => {
  const { messenger, ear } = await openConnected(t)
  await messenger.acquaintance('Ирина')
  await ear.wait('message')
  const { raw, url, headers } = ear.heard.at(-1)!
  const signature = signatureOf(raw)
  assert.equal(headers['x-viber-content-signature'], signature)
  assert.equal(new URL(url, 'http://a').searchParams.get('sig'), signature)
  const token = /"message_token":(\d+)/.exec(raw)![1]!
  assert.ok(BigInt(token) > BigInt(Number.MAX_SAFE_INTEGER))
  await messenger.fault({ kind: 'bad-signature', count: 1 })
  await messenger.fault({ kind: 'unsigned', count: 1 })
  await messenger.acquaintance('Пётр')
  await ear.wait('message', 2)
  assert.equal(ear.heard.at(-1)!.headers['x-viber-content-signature'], undefined)
  await messenger.fault({ kind: 'bad-signature', count: 1 })
  await messenger.acquaintance('Олег')
  await ear.wait('message', 3)
  const forged = ear.heard.at(-1)!
  assert.notEqual(forged.headers['x-viber-content-signature'], signatureOf(forged.raw))
})

test('tells names and pictures where they were asked for and are not hidden', async (t) => {
  const { messenger, ear } = await openConnected(t)
  await messenger.acquaintance('Ирина')
  await messenger.acquaintance('Тень', { isHidden: true })
  const [open, hidden] = await ear.wait('message', 2)
  assert.equal(open.sender.name, 'Ирина')
  assert.equal((await fetch(open.sender.avatar)).headers.get('content-type'), 'image/jpeg')
  assert.deepEqual([hidden.sender.name, hidden.sender.avatar], ['Subscriber', undefined])
  await messenger.call('set_webhook', { url: ear.url })
  await messenger.acquaintance('Олег')
  const unnamed = (await ear.wait('message', 3))[2]
  assert.equal(unnamed.sender.name, undefined)
  assert.equal(unnamed.sender.avatar, undefined)
})

test('sends every kind that bots are told of', async (t) => {
  const { messenger, ear } = await openConnected(t)
  const person = await messenger.person('Ирина')
  for (const kind of ['photo', 'video', 'document', 'voice', 'sticker'])
    await person.do('media', { kind, ...(kind === 'photo' && { caption: 'чек' }) })
  await person.do('contact')
  await person.do('location', { address: 'Тверская' })
  await person.do('url', { url: 'http://foo.com/' })
  const messages = (await ear.wait('message', 7)).map(({ message }: Json) => message)
  assert.deepEqual(
    messages.map(({ type }: Json) => type),
    ['picture', 'video', 'file', 'sticker', 'contact', 'location', 'url'],
  )
  const [picture, video, file] = messages
  assert.equal(picture.text, 'чек')
  for (const media of [picture, video, file]) {
    const bytes = await (await fetch(media.media)).arrayBuffer()
    assert.equal(bytes.byteLength, media.size)
  }
  assert.equal(video.duration, 2)
  messenger.emulators.advance(13 * 3600_000)
  assert.equal((await fetch(picture.media)).status, 404)
})

test('greets by the answer to conversation_started, and by no other', async (t) => {
  const messenger = await openMessenger(t)
  const welcome = JSON.stringify({ sender: SENDER, type: 'text', text: 'Напишите нам' })
  const ear = await openEar(t, () => ({ body: welcome }))
  await messenger.call('set_webhook', { url: ear.url })
  const person = await messenger.person('Ирина')
  await person.do('open', { context: 'site-main;utm=1' })
  const [started] = await ear.wait('conversation_started')
  assert.equal(started.context, 'site-main;utm=1')
  assert.equal(started.subscribed, false)
  await eventually(async () => (await person.lastSeen())?.content.text === 'Напишите нам')
  assert.equal(await messenger.refusal(person, text), 6)
  await person.do('text', { text: 'Здравствуйте' })
  await ear.wait('message')
  await eventually(async () => (await messenger.bot('GET')).pendingUpdates === 0)
  assert.equal((await messenger.bot('GET', '/sent')).length, 1)
  await person.do('open')
  const [, again] = await ear.wait('conversation_started', 2)
  assert.equal(again.subscribed, true)
  assert.equal(again.context, undefined)
})

test('refuses a greeting that is no message', async (t) => {
  const messenger = await openMessenger(t)
  const ear = await openEar(t, () => ({ body: '{"type":"text"}' }))
  await messenger.call('set_webhook', { url: ear.url })
  const person = await messenger.person('Ирина')
  await person.do('open')
  await ear.wait('conversation_started')
  await eventually(async () => (await messenger.bot('GET')).pendingUpdates === 0)
  assert.deepEqual((await person.sees()).messages, [])
})

test('subscribes by a press with an event, by writing without one', async (t) => {
  const { messenger, ear } = await openConnected(t)
  const writer = await messenger.acquaintance('Ирина')
  const presser = await messenger.person('Пётр')
  await presser.do('subscribe')
  await writer.do('unsubscribe')
  const [subscribed] = await ear.wait('subscribed')
  const [unsubscribed] = await ear.wait('unsubscribed')
  assert.equal(subscribed.user.name, 'Пётр')
  assert.equal(unsubscribed.user_id, await writer.userId())
  assert.equal(unsubscribed.user, undefined)
  assert.equal((await ear.wait('subscribed')).length, 1)
})

test('confirms once for every device, and reading once for all', async (t) => {
  const { messenger, ear } = await openConnected(t)
  const person = await messenger.acquaintance('Ирина', { devices: 3 })
  await messenger.send(person, text)
  const last = await messenger.send(person, text)
  await ear.wait('delivered', 6)
  await person.do('read')
  await person.do('read')
  const seen = await ear.wait('seen')
  assert.equal(seen.length, 1)
  assert.equal(seen[0].message_token, last)
  const sent = await messenger.bot('GET', '/sent')
  assert.ok(sent.every(({ seenAt }: Json) => seenAt !== undefined))
})

test('confirms when the phone is back, within a fortnight', async (t) => {
  const { messenger, ear } = await openConnected(t)
  const person = await messenger.acquaintance('Ирина')
  await person.change({ isOffline: true })
  await messenger.send(person, { ...text, text: 'рано' })
  messenger.emulators.advance(15 * 24 * 3600_000)
  const late = await messenger.send(person, text)
  assert.equal((await person.lastSeen()).isUnseen, true)
  assert.equal((await person.do('text', { text: 'из тоннеля' })).isWaiting, true)
  await person.change({ isOffline: false })
  const [, waited] = await ear.wait('message', 2)
  assert.equal(waited.message.text, 'из тоннеля')
  const delivered = await ear.wait('delivered')
  assert.deepEqual(
    delivered.map(({ message_token }) => message_token),
    [late],
  )
})

test('confirms incoming messages too, where that is how it is', async (t) => {
  const { messenger, ear } = await openConnected(t)
  await messenger.bot('PATCH', '', { confirmsIncoming: true })
  const person = await messenger.person('Ирина')
  const { messageId } = await person.do('text', { text: 'а' })
  const [delivered] = await ear.wait('delivered')
  assert.equal(delivered.message_token, messageId)
})

test('leaves out what was not asked for, but never a message', async (t) => {
  const { messenger, ear } = await openConnected(t, { webhook: { event_types: [] } })
  const person = await messenger.acquaintance('Ирина')
  await messenger.send(person, text)
  await person.do('open')
  await person.do('unsubscribe')
  await ear.wait('unsubscribed')
  const events = ear.heard.map(({ body }) => body.event)
  assert.deepEqual(events, ['webhook', 'message', 'unsubscribed'])
})

test('comes again until it hears 200, and gives up in the end', async (t) => {
  const messenger = await openMessenger(t, { timeScale: 0.0001 })
  let refusals = 3
  const ear = await openEar(t, ({ event }) => ({
    status: event === 'webhook' || refusals-- <= 0 ? 200 : 503,
  }))
  await messenger.call('set_webhook', { url: ear.url })
  await messenger.acquaintance('Ирина')
  const tries = await ear.wait('message', 4)
  assert.deepEqual(tries[0], tries[3])
  refusals = 1000
  await messenger.acquaintance('Пётр')
  await eventually(async () => {
    const deliveries = await messenger.bot('GET', '/deliveries')
    return deliveries.at(-1).droppedAs === 'given up'
  })
})

test('loses, repeats, reorders and delays callbacks on demand', async (t) => {
  const { messenger, ear } = await openConnected(t)
  const person = await messenger.person('Ирина')
  const write = (words: string) => person.do('text', { text: words })
  await messenger.fault({ kind: 'lost-update', count: 1 })
  await write('потеряно')
  await messenger.fault({ kind: 'duplicate', count: 1, chat: person.id })
  await write('раз')
  await ear.wait('message', 2)
  await messenger.fault({ kind: 'reorder', count: 1, ms: 5000 })
  await write('позже')
  await write('раньше')
  await ear.wait('message', 4)
  await messenger.fault({ kind: 'delay', count: 1, ms: 5000 })
  await write('ждёт')
  await write('и я жду')
  const heard = await ear.wait('message', 6)
  assert.deepEqual(
    heard.map(({ message }) => message.text),
    ['раз', 'раз', 'раньше', 'позже', 'ждёт', 'и я жду'],
  )
})

test('lets the webhook be stolen, and the token be issued anew', async (t) => {
  const { messenger, ear } = await openConnected(t)
  const thief = await openEar(t)
  await messenger.bot('POST', '/webhook', { url: thief.url })
  assert.equal((await messenger.call('get_account_info')).webhook, thief.url)
  const person = await messenger.acquaintance('Ирина')
  await thief.wait('message')
  assert.equal(ear.heard.length, 1)
  const { token } = await messenger.bot('POST', '/revoke', { replace: true })
  assert.equal(await messenger.status('get_account_info'), 2)
  await person.do('text', { text: 'новым ключом' })
  await thief.wait('message', 2)
  const { raw, headers } = thief.heard.at(-1)!
  assert.equal(headers['x-viber-content-signature'], signatureOf(raw, token))
  await messenger.bot('DELETE', '/webhook')
  assert.equal((await messenger.call('get_account_info', {}, token)).webhook, '')
})

test('brings events nobody has heard of', async (t) => {
  const { messenger, ear } = await openConnected(t)
  await messenger.bot('POST', '/updates')
  await messenger.bot('POST', '/updates', { kind: 'client_status', body: { status: { code: 0 } } })
  await ear.wait('brand_new_event')
  await ear.wait('client_status')
})

test('remembers everything after a restart', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'otklik-viber-restart-'))
  t.after(() => rm(dataDir, { recursive: true, force: true }))
  const before = new Messenger(await startEmulators({ port: 0, dataDir, timeScale: 0.01 }))
  before.botId = (await before.control('POST', '/bots', { name: 'Верба', token: TOKEN })).id
  let status = 200
  const ear = await openEar(t, () => ({ status }))
  await before.call('set_webhook', { url: ear.url })
  const person = await before.acquaintance('Ирина')
  const token = await before.send(person, text)
  await ear.wait('delivered')
  status = 500
  await person.do('media', { kind: 'photo' })
  await ear.wait('message', 2)
  await before.fault({ kind: 'garbage', chat: 42 })
  await before.emulators.close()

  status = 200
  const after = await openMessenger(t, { dataDir })
  const [sent] = await after.bot('GET', '/sent')
  assert.equal(sent.messageId, token)
  assert.equal((await after.bot('GET', '/faults')).length, 1)
  // What the webhook has not taken is on its way again, with an address that leads here.
  await eventually(async () => (await after.bot('GET')).pendingUpdates === 0)
  const photo = ear.heard.at(-1)!.body.message
  assert.equal(photo.type, 'picture')
  const { messages, userId } = await after.bot('GET', `/chats/${sent.chatId}`)
  assert.equal(messages.length, 3)
  const next = await after.call('send_message', { receiver: userId, sender: SENDER, ...text })
  assert.ok(BigInt(next.message_token) > BigInt(token))
})

test('shows a phone for everybody who has one', async (t) => {
  const messenger = await openMessenger(t)
  const person = await messenger.person('Ирина', { bot: messenger.botId })
  await messenger.person('Тень', { hasPhone: false })
  const response = await fetch(`${messenger.emulators.url}/_control/phones`)
  const phones = (await response.json()) as { platform: string; person: { id: string } }[]
  const mine = phones.filter(({ platform }) => platform === 'viber')
  assert.deepEqual(
    mine.map(({ person: { id } }) => id),
    [String(person.id)],
  )
  assert.equal((await fetch(`${messenger.emulators.url}/page/viber/look.js`)).status, 200)
})
