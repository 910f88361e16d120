import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeSample } from '../samples.ts'
import { eventually } from '../test-kit.ts'
import { openConnected, openMessenger, openShelf, SENDER, TOKEN } from './test-kit.ts'

const text = { type: 'text', text: 'Здравствуйте' }

test('lets in by a token in the header or in the body, and says no inside a 200', async (t) => {
  const messenger = await openMessenger(t)
  const account = await messenger.call('get_account_info')
  assert.equal(account.name, 'Верба Мебель')
  assert.match(account.id, /^pa:\d{19,}$/)
  assert.equal(account.webhook, '')
  assert.equal(await messenger.status('get_account_info', { auth_token: TOKEN }, ''), 0)
  assert.deepEqual(await messenger.call('get_account_info', {}, ''), {
    ...{ status: 2, status_message: 'missing_auth_token' },
  })
  assert.deepEqual(await messenger.call('get_account_info', {}, 'wrong'), {
    ...{ status: 2, status_message: 'invalidAuthToken' },
  })
  const get = await fetch(`${messenger.url}/pa/get_account_info/`, {
    headers: { 'x-viber-auth-token': TOKEN },
  })
  assert.equal(((await get.json()) as { status: number }).status, 0)
  assert.equal(await messenger.status('send_message', '{"type"'), 3)
})

test('writes tokens as bare numbers above 2^53', async (t) => {
  const { messenger, ear } = await openConnected(t)
  const person = await messenger.acquaintance('Ирина')
  const receiver = await person.userId()
  // An id is base64: in an address it has to be encoded.
  assert.match(receiver, /[+/].*==$/)
  const answer = await messenger.raw('send_message', { receiver, sender: SENDER, ...text })
  const token = /"message_token":(\d+)/.exec(answer)![1]!
  assert.ok(BigInt(token) > BigInt(Number.MAX_SAFE_INTEGER))
  assert.notEqual(String(JSON.parse(answer).message_token), token)
  const [delivered] = await ear.wait('delivered')
  assert.equal(delivered.message_token, token)
  assert.equal((await person.lastSeen()).author, SENDER.name)
})

test('keeps the limits of every type', async (t) => {
  const { messenger } = await openConnected(t)
  const person = await messenger.acquaintance('Ирина')
  const refusal = (body: object) => messenger.refusal(person, body)
  const media = 'https://cc.example.ru/a'
  const cases: [number, object][] = [
    [4, { type: 'text', text: '' }],
    [3, { type: 'text', text: 'а'.repeat(7001) }],
    [4, { ...text, sender: {} }],
    [3, { ...text, sender: { name: 'а'.repeat(29) } }],
    [3, { ...text, type: 'dance' }],
    [4, { text: 'без типа' }],
    [3, { ...text, tracking_data: 'a'.repeat(4001) }],
    [3, { type: 'picture', text: '', media: `${media}.webp` }],
    [3, { type: 'picture', text: 'а'.repeat(513), media: `${media}.jpg` }],
    [4, { type: 'video', media: `${media}.mp4` }],
    [3, { type: 'video', media: `${media}.mp4`, size: 27_262_977 }],
    [3, { type: 'video', media: `${media}.mp4`, size: 1, duration: 181 }],
    [3, { type: 'file', media, size: 1, file_name: 'без расширения' }],
    [3, { type: 'file', media, size: 1, file_name: 'run.exe' }],
    [3, { type: 'file', media, size: 52_428_801, file_name: 'a.pdf' }],
    [3, { type: 'contact', contact: { name: 'а'.repeat(29), phone_number: '+7' } }],
    [3, { type: 'contact', contact: { name: 'а', phone_number: '1'.repeat(19) } }],
    [4, { type: 'location', location: { lat: 55 } }],
    [3, { type: 'url', media: 'ftp://a.ru' }],
    [4, { type: 'sticker' }],
  ]
  for (const [code, body] of cases)
    assert.equal(await refusal(body), code, JSON.stringify(body).slice(0, 80))
  await messenger.send(person, { ...text, text: 'а'.repeat(7000) })
  const escaped = JSON.stringify({
    receiver: await person.userId(),
    sender: SENDER,
    ...text,
  }).replace('Здравствуйте', '\\u0430'.repeat(6000))
  // The same text written in escapes is longer than 30 KB.
  assert.equal(await messenger.status('send_message', escaped), 3)
})

test('sends what needs no file', async (t) => {
  const { messenger } = await openConnected(t)
  const person = await messenger.acquaintance('Ирина')
  await messenger.send(person, {
    type: 'contact',
    contact: { name: 'Офис', phone_number: '+7495' },
  })
  await messenger.send(person, { type: 'location', location: { lat: 55.7, lon: 37.6 } })
  await messenger.send(person, { type: 'url', media: 'https://shop.ru' })
  await messenger.send(person, { type: 'sticker', sticker_id: 46105 })
  const { messages } = await person.sees()
  const kinds = messages
    .slice(1)
    .map((message: { content: { parts: { kind: string }[] } }) => message.content.parts[0]?.kind)
  assert.deepEqual(kinds, ['contact', 'place', 'card', 'card'])
})

test('fetches what a message links to, and fails later what is not there', async (t) => {
  const { messenger, ear } = await openConnected(t)
  const person = await messenger.acquaintance('Ирина')
  const photo = (await makeSample('photo')).bytes
  const shelf = await openShelf(t, { '/map.jpg': photo, '/a.pdf': Buffer.from('договор') })
  const picture = { type: 'picture', text: 'Схема', media: `${shelf.url}/map.jpg` }
  await messenger.send(person, picture)
  const file = { type: 'file', media: `${shelf.url}/a.pdf`, file_name: 'Договор.pdf' }
  await messenger.send(person, { ...file, size: 14 })
  await ear.wait('delivered', 2)
  assert.deepEqual(shelf.asked, ['HEAD /map.jpg', 'GET /map.jpg', 'HEAD /a.pdf', 'GET /a.pdf'])
  const [, shown, document] = (await person.sees()).messages
  assert.equal(shown.content.text, 'Схема')
  assert.equal(document.content.parts[0].name, 'Договор.pdf')
  const kept = await fetch(`${messenger.emulators.url}${document.content.parts[0].href}`)
  assert.equal(await kept.text(), 'договор')
  const wrong = await messenger.send(person, { ...file, size: 15 })
  const gone = await messenger.send(person, { ...picture, media: `${shelf.url}/gone.jpg` })
  const failed = await ear.wait('failed', 2)
  const tokens = failed.map(({ message_token }) => message_token)
  assert.deepEqual(tokens.sort(), [wrong, gone].sort())
  assert.match(failed.map(({ desc }) => desc).join(), /media size is 14, not 15/)
  assert.equal((await person.sees()).messages.length, 3)
})

test('writes to subscribers only, and only with a webhook', async (t) => {
  const messenger = await openMessenger(t)
  const person = await messenger.acquaintance('Ирина')
  assert.equal(await messenger.refusal(person, text), 10)
  const connected = await openConnected(t)
  const stranger = await connected.messenger.person('Пётр')
  const send = (body: object) => connected.messenger.status('send_message', body)
  assert.equal(await send({ receiver: 'jc9HsWTZ2Yf2NkRZ8KcNug==', sender: SENDER, ...text }), 5)
  assert.equal(await send({ sender: SENDER, ...text }), 4)
  await stranger.do('open')
  assert.equal(await connected.messenger.refusal(stranger, text), 6)
  await stranger.do('subscribe')
  assert.equal(await connected.messenger.refusal(stranger, text), 0)
  await stranger.do('unsubscribe')
  assert.equal(await connected.messenger.refusal(stranger, text), 6)
  await stranger.do('text', { text: 'снова я' })
  assert.equal(await connected.messenger.refusal(stranger, text), 0)
})

test('allows a hundred messages an hour to somebody who does not reply', async (t) => {
  const { messenger } = await openConnected(t)
  const person = await messenger.acquaintance('Ирина')
  for (let count = 0; count < 100; count++) await messenger.send(person, text)
  assert.equal(await messenger.refusal(person, text), 12)
  await person.do('text', { text: 'хватит' })
  assert.equal(await messenger.refusal(person, text), 0)
  for (let count = 0; count < 99; count++) await messenger.send(person, text)
  assert.equal(await messenger.refusal(person, text), 12)
  messenger.emulators.advance(3600_001)
  assert.equal(await messenger.refusal(person, text), 0)
})

test('asks for versions that phones have and buttons need', async (t) => {
  const { messenger } = await openConnected(t)
  const person = await messenger.acquaintance('Ирина', { apiVersion: 5 })
  const Buttons = [{ ActionType: 'share-phone', ActionBody: 'phone', Text: 'Номер' }]
  const keyboard = { Type: 'keyboard', Buttons }
  assert.equal(await messenger.refusal(person, { ...text, min_api_version: 6 }), 13)
  assert.equal(await messenger.refusal(person, { ...text, keyboard }), 14)
  assert.equal(await messenger.refusal(person, { ...text, keyboard, min_api_version: 3 }), 0)
  const rich_media = { Type: 'rich_media', ButtonsGroupRows: 1, Buttons }
  const cards = { type: 'rich_media', rich_media }
  assert.equal(await messenger.refusal(person, cards), 14)
})

test('shows a keyboard until the next message has none', async (t) => {
  const { messenger, ear } = await openConnected(t)
  const person = await messenger.acquaintance('Ирина')
  const button = (ActionType: string, ActionBody: string, Text: string, more: object = {}) => ({
    ...{ Columns: 3, Rows: 1, ActionType, ActionBody, Text, ...more },
  })
  const Buttons = [
    button('reply', 'btn:sales', '<b>Продажи</b> &amp; услуги', { Columns: '3' }),
    button('open-url', 'https://shop.ru', 'Сайт'),
    button('share-phone', 'phone', 'Номер', { Columns: 6 }),
    button('location-picker', 'place', 'Место', { Columns: 6 }),
    button('reply', 'btn:quiet', 'Тихо', { Silent: true }),
  ]
  const keyboard = { Type: 'keyboard', DefaultHeight: false, Buttons }
  const message = { ...text, keyboard, min_api_version: 3, tracking_data: 'msg:9f1c' }
  await messenger.send(person, message)
  const { keyboard: shown } = await person.sees()
  assert.deepEqual(
    shown.rows.map((row: { text: string }[]) => row.map((one) => one.text)),
    [['Продажи & услуги', 'Сайт'], ['Номер'], ['Место'], ['Тихо']],
  )
  await person.do('key', { row: 0, column: 0 })
  await person.do('key', { text: 'Сайт' })
  await person.do('key', { row: 1 })
  await person.do('key', { row: 2 })
  await person.do('key', { text: 'Тихо' })
  const [, reply, url, contact, place, silent] = await ear.wait('message', 6)
  assert.equal(reply.message.text, 'btn:sales')
  assert.equal(reply.message.tracking_data, 'msg:9f1c')
  assert.equal(url.message.text, 'https://shop.ru')
  assert.equal(contact.message.contact.name, 'Ирина')
  assert.equal(place.message.location.lat, 55.751999)
  assert.equal(silent.silent, true)
  assert.notEqual((await person.lastSeen()).content.text, 'btn:quiet')
  assert.equal((await person.sees()).notice.url, 'https://shop.ru')
  await messenger.send(person, text)
  assert.equal((await person.sees()).keyboard, undefined)
  // A keyboard may come alone.
  await messenger.send(person, { keyboard, min_api_version: 3 })
  assert.ok((await person.sees()).keyboard)
  for (const bad of [
    { ...keyboard, Buttons: [] },
    { ...keyboard, Type: 'toolbar' },
  ])
    assert.equal(await messenger.refusal(person, { ...message, keyboard: bad }), 3)
})

test('shows cards, and hears of their cells as of text', async (t) => {
  const { messenger, ear } = await openConnected(t)
  const person = await messenger.acquaintance('Ирина')
  const cell = (ActionType: string, ActionBody: string, Text: string) => ({
    ...{ Columns: 6, Rows: 1, ActionType, ActionBody, Text },
  })
  const Buttons = [cell('none', 'none', 'Подтвердить?'), cell('reply', 'ok', 'Да')]
  const rich_media = { Type: 'rich_media', ButtonsGroupColumns: 6, ButtonsGroupRows: 2, Buttons }
  const cards = { type: 'rich_media', min_api_version: 7, rich_media }
  const token = await messenger.send(person, cards)
  const message = await person.lastSeen()
  assert.equal(message.buttons[1][0].text, 'Да')
  assert.deepEqual(await person.do('press', { messageId: token, row: 0 }), { ok: true })
  await person.do('press', { messageId: token, row: 1 })
  const [, pressed] = await ear.wait('message', 2)
  assert.equal(pressed.message.text, 'ok')
  // Cards must be full.
  const torn = { ...rich_media, ButtonsGroupRows: 3 }
  assert.equal(await messenger.refusal(person, { ...cards, rich_media: torn }), 3)
})

test('broadcasts to many, and lists those it could not reach', async (t) => {
  const { messenger, ear } = await openConnected(t)
  const people = [await messenger.acquaintance('Ирина'), await messenger.acquaintance('Пётр')]
  const stranger = await messenger.person('Тень')
  await stranger.do('open')
  const ids = await Promise.all([...people, stranger].map((person) => person.userId()))
  const body = { broadcast_list: ids, sender: SENDER, ...text }
  const answer = await messenger.call('broadcast_message', body)
  assert.equal(answer.status, 0)
  assert.deepEqual(answer.failed_list, [
    { receiver: ids[2], status: 6, status_message: 'notSubscribed' },
  ])
  await ear.wait('delivered', 2)
  const many = Array.from({ length: 301 }, () => ids[0])
  assert.equal(await messenger.status('broadcast_message', { ...body, broadcast_list: many }), 3)
})

test('tells of users twice in twelve hours, and who is online', async (t) => {
  const { messenger } = await openConnected(t)
  const person = await messenger.acquaintance('Ирина')
  const id = await person.userId()
  const { user } = await messenger.call('get_user_details', { id })
  assert.equal(user.name, 'Ирина')
  assert.equal(await messenger.status('get_user_details', { id }), 0)
  assert.equal(await messenger.status('get_user_details', { id }), 12)
  messenger.emulators.advance(12 * 3600_000 + 1)
  assert.equal(await messenger.status('get_user_details', { id }), 0)
  const online = async () => (await messenger.call('get_online', { ids: [id] })).users[0]
  assert.equal((await online()).online_status, 0)
  await person.change({ isOffline: true })
  assert.equal((await online()).online_status, 1)
  await person.change({ isOffline: false })
  await person.do('unsubscribe')
  assert.equal((await online()).online_status, 4)
  const ids = Array.from({ length: 101 }, () => id)
  assert.equal(await messenger.status('get_online', { ids }), 3)
})

test('fails on demand, before and after a message was taken', async (t) => {
  const { messenger, ear } = await openConnected(t)
  const person = await messenger.acquaintance('Ирина')
  const status = () => messenger.refusal(person, text)
  const count = async () => (await messenger.bot('GET', '/sent')).length
  await messenger.fault({ kind: 'too-many-requests', count: 1 })
  assert.equal(await status(), 12)
  for (let code = 1; code <= 24; code++) {
    await messenger.fault({ kind: 'refuse', code, count: 1 })
    assert.equal(await status(), code)
  }
  await messenger.fault({ kind: 'unauthorized', count: 1 })
  assert.equal(await messenger.status('get_account_info'), 2)
  await messenger.fault({ kind: 'server-error', count: 1 })
  await assert.rejects(status(), /502/)
  assert.equal(await count(), 0)
  await messenger.fault({ kind: 'answer-lost', count: 1 })
  await assert.rejects(status())
  await messenger.fault({ kind: 'garbage', count: 1 })
  await assert.rejects(status())
  assert.equal(await count(), 2)
  await messenger.fault({ kind: 'dropped', count: 1, chat: person.id })
  assert.equal(await status(), 0)
  await messenger.fault({ kind: 'refuse-late', count: 1, description: 'не показать' })
  const token = await messenger.send(person, text)
  const [failed] = await ear.wait('failed')
  assert.deepEqual([failed.message_token, failed.desc], [token, 'не показать'])
  await eventually(async () => (await person.sees()).messages.length === 3)
})

test('stays silent and answers slowly on demand', async (t) => {
  const { messenger } = await openConnected(t)
  const person = await messenger.acquaintance('Ирина')
  await messenger.fault({ kind: 'unanswered', count: 1 })
  const asked = fetch(`${messenger.url}/pa/send_message`, {
    method: 'POST',
    headers: { 'x-viber-auth-token': TOKEN },
    body: JSON.stringify({ receiver: await person.userId(), sender: SENDER, ...text }),
    signal: AbortSignal.timeout(200),
  })
  await assert.rejects(asked)
  await messenger.fault({ kind: 'slow', count: 1, ms: 20_000 })
  const startedAt = performance.now()
  await messenger.call('get_account_info')
  assert.ok(performance.now() - startedAt > 190)
})
