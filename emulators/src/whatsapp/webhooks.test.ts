import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { eventually } from '../test-kit.ts'
import {
  ACCOUNT,
  APP,
  messagesOf,
  NUMBER,
  onlyValue,
  openBusiness,
  PHONE,
  SECRET,
  statusesOf,
} from './test-kit.ts'
import { encode } from './webhooks/encode.ts'

const DAY = 24 * 3600_000
const sign = (body: string, key = SECRET) => createHmac('sha256', key).update(body).digest('hex')

test('asks for the challenge before it takes an address', async (t) => {
  const business = await openBusiness(t)
  const hook = await business.subscribe(t)
  const [probe] = hook.probes
  assert.equal(probe!.url.searchParams.get('hub.mode'), 'subscribe')
  assert.equal(probe!.url.searchParams.get('hub.verify_token'), 'ours')
  const deaf = { callbackUrl: hook.url.replace('/hook', '/x'), verifyToken: 'ours' }
  await business.control('PATCH', `/apps/${APP}`, deaf)
  const app = `${APP}|${SECRET}`
  const subscription = {
    ...{ object: 'whatsapp_business_account', fields: 'messages,account_update' },
    ...{ callback_url: 'http://127.0.0.1:9/', verify_token: 'ours' },
  }
  const refused = await business.graph('POST', `${APP}/subscriptions`, subscription, app)
  assert.equal(refused.status, 400)
  assert.match(refused.body.error.message, /Callback verification failed/)
  const set = { ...subscription, callback_url: hook.url }
  const answer = await business.graph('POST', `${APP}/subscriptions`, set, app)
  assert.deepEqual(answer.body, { success: true })
  const { body } = await business.graph('GET', `${APP}/subscriptions`, undefined, app)
  assert.equal(body.data[0].callback_url, hook.url)
  assert.equal(body.data[0].fields.length, 2)
})

test('refuses an address that answers with anything but the challenge', async (t) => {
  const business = await openBusiness(t)
  await assert.rejects(
    business.subscribe(t, () => ({ body: 'ok' })),
    /not echoed/,
  )
  await assert.rejects(
    business.subscribe(t, () => ({ status: 403 })),
    /403/,
  )
})

test('signs the very bytes, escaped as Meta escapes them', async (t) => {
  const business = await openBusiness(t)
  const hook = await business.subscribe(t)
  const person = await business.person({ name: 'Анна', phone: '79161234567' })
  await person.writes('Привет 😮 https://shop.example/5')
  const [heard] = await hook.wait(1)
  assert.match(heard!.raw, /^[\x20-\x7e]+$/)
  assert.match(heard!.raw, /\\u041f\\u0440\\u0438/)
  assert.match(heard!.raw, /\\ud83d\\ude2e https:\\\/\\\/shop/)
  assert.equal(heard!.headers['x-hub-signature-256'], `sha256=${sign(heard!.raw)}`)
  assert.equal(heard!.headers['content-type'], 'application/json')
})

test('agrees with the published example of a signature', () => {
  const body =
    '{"object":"whatsapp_business_account","entry":[{"id":"264937493375603","changes":[{"value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"15550953877","phone_number_id":"277321005464405"},"contacts":[{"profile":{"name":"PyWa Tests"},"wa_id":"972544401243"}],"messages":[{"from":"972544401243","id":"wamid.HBgMOTcyNTQ0NDAxMjQzFQIAEhggM0RFQTNCMEEwRTY3QzUwODYzMDc4NjQ4QzM4ODAxM0YA","timestamp":"1730231903","text":{"body":"Hey there! I am using PyWa."},"type":"text"}]},"field":"messages"}]}]}'
  const expected = '54edfa1d7259e0eb13c677cc7d73d1b5c86cfa12433d19156e058ab9251bc441'
  assert.equal(sign(encode(JSON.parse(body), false)), expected)
})

test('tells of a text with everything around it', async (t) => {
  const business = await openBusiness(t)
  const hook = await business.subscribe(t)
  const person = await business.person({ name: 'Анна', username: 'anna_p', phone: '79161234567' })
  const id = await person.writes('Здравствуйте')
  const { body } = (await hook.wait(1))[0]!
  const [entry] = body.entry
  assert.equal(body.object, 'whatsapp_business_account')
  assert.equal(entry.id, ACCOUNT)
  assert.equal('time' in entry, false)
  const { field, value } = entry.changes[0]
  assert.equal(field, 'messages')
  assert.deepEqual(value.metadata, { display_phone_number: PHONE, phone_number_id: NUMBER })
  const [contact] = value.contacts
  assert.deepEqual(contact.profile, { name: 'Анна', username: 'anna_p' })
  assert.equal(contact.wa_id, '79161234567')
  const [message] = value.messages
  assert.equal(message.from, '79161234567')
  assert.equal(message.from_user_id, contact.user_id)
  assert.equal(message.id, id)
  assert.match(message.timestamp, /^\d{10}$/)
  assert.deepEqual(message.text, { body: 'Здравствуйте' })
  assert.equal(message.type, 'text')
})

test('tells of what people press, choose and put under messages', async (t) => {
  const business = await openBusiness(t)
  const person = await business.acquaintance({ phone: '79161234567' })
  const button = { type: 'reply', reply: { id: 'op:1', title: 'Оператор' } }
  const asked = await business.sent(person.id, 'interactive', {
    ...{ type: 'button', body: { text: 'Куда?' }, action: { buttons: [button] } },
  })
  const rows = [{ id: 'r1', title: 'Доставка', description: '1–3 дня' }]
  const listed = await business.sent(person.id, 'interactive', {
    ...{ type: 'list', body: { text: 'Тема?' } },
    action: { button: 'Выбрать', sections: [{ rows }] },
  })
  const hook = await business.subscribe(t)
  await eventually(async () => (await person.sees()).messages.at(-1).status === 'read')
  await person.do('press', { messageId: asked, id: 'op:1' })
  await person.do('press', { messageId: listed, index: 0 })
  await person.do('reaction', { messageId: asked, emoji: '😮' })
  await person.do('reaction', { messageId: asked, emoji: '' })
  await eventually(() => messagesOf(hook).length === 4)
  const messages = messagesOf(hook)
  const pressed = messages.find((one) => one.interactive?.type === 'button_reply')
  assert.deepEqual(pressed.interactive.button_reply, { id: 'op:1', title: 'Оператор' })
  assert.deepEqual(pressed.context, { from: PHONE, id: asked })
  const chosen = messages.find((one) => one.interactive?.type === 'list_reply')
  assert.deepEqual(chosen.interactive.list_reply, rows[0])
  const reactions = messages.filter(({ type }) => type === 'reaction').map((one) => one.reaction)
  assert.equal(reactions.length, 2)
  assert.ok(reactions.some((one) => one.emoji === '😮' && one.message_id === asked))
  assert.ok(reactions.some((one) => !('emoji' in one)))
})

test('follows a message to the end, with its price', async (t) => {
  const business = await openBusiness(t)
  const person = await business.acquaintance({ phone: '79161234567' })
  const hook = await business.subscribe(t)
  const id = await business.sent(
    person.id,
    'text',
    { body: 'x' },
    { biz_opaque_callback_data: 'm:1' },
  )
  await eventually(() => statusesOf(hook).length === 3)
  const statuses = statusesOf(hook)
  const sent = statuses.find(({ status }) => status === 'sent')
  assert.deepEqual(sent.pricing, {
    ...{
      billable: false,
      pricing_model: 'PMP',
      type: 'free_customer_service',
      category: 'service',
    },
  })
  assert.equal('conversation' in sent, false)
  assert.ok(statuses.every((one) => one.biz_opaque_callback_data === 'm:1' && one.id === id))
  assert.ok(statuses.every((one) => one.recipient_id === '79161234567' && one.recipient_user_id))
  assert.equal('pricing' in statuses.find(({ status }) => status === 'read'), false)
})

test('tells of conversations to apps of an older version', async (t) => {
  const business = await openBusiness(t)
  const person = await business.acquaintance()
  const hook = await business.subscribe(t)
  await business.control('PATCH', `/apps/${APP}`, { version: 'v22.0' })
  await business.text(person.id, 'x')
  await eventually(() => statusesOf(hook).length === 3)
  const of = (name: string) => statusesOf(hook).find(({ status }) => status === name)
  assert.match(of('sent').conversation.expiration_timestamp, /^\d+$/)
  assert.equal('expiration_timestamp' in of('delivered').conversation, false)
})

test('tells late that nobody has such a phone, or that a window is closed', async (t) => {
  const business = await openBusiness(t)
  await business.change({ refusesLate: true })
  const person = await business.person()
  const hook = await business.subscribe(t)
  const nobody = await business.text('79990000000', 'x')
  assert.equal(nobody.status, 200)
  assert.equal(nobody.body.contacts[0].wa_id, '79990000000')
  await business.text(person.id, 'рано')
  await eventually(() => statusesOf(hook).length === 2)
  const codes = statusesOf(hook).map((one) => [one.status, one.errors[0].code, one.errors[0].title])
  assert.deepEqual(codes.sort(), [
    ['failed', 131026, 'Message undeliverable'],
    ['failed', 131047, 'Re-engagement message'],
  ])
  assert.ok(hook.heard.every((one) => !('contacts' in onlyValue(one))))
})

test('waits for a phone without network, and says nothing of a blocked number', async (t) => {
  const business = await openBusiness(t)
  const person = await business.acquaintance()
  const hook = await business.subscribe(t)
  await person.change({ isOffline: true })
  await business.text(person.id, 'раз')
  assert.deepEqual(await person.do('text', { text: 'с полки' }), {
    messageId: null,
    isWaiting: true,
  })
  await eventually(() => statusesOf(hook).length === 1)
  await new Promise((resolve) => setTimeout(resolve, 30))
  assert.deepEqual(
    statusesOf(hook).map(({ status }) => status),
    ['sent'],
  )
  await person.change({ isOffline: false })
  await eventually(() => statusesOf(hook).length === 3)
  assert.equal(messagesOf(hook)[0].text.body, 'с полки')
  await person.do('block')
  await business.text(person.id, 'два')
  await eventually(() => statusesOf(hook).length === 4)
  await new Promise((resolve) => setTimeout(resolve, 30))
  assert.equal(statusesOf(hook).length, 4)
  assert.equal((await person.sees()).messages.at(-1).isUnseen, true)
})

test('tells `read` when the person reads, with or without `delivered`', async (t) => {
  const business = await openBusiness(t)
  const person = await business.acquaintance({ reads: 'by-hand' })
  const hook = await business.subscribe(t)
  const names = () => statusesOf(hook).map(({ status }) => status)
  await business.text(person.id, 'раз')
  await eventually(() => names().includes('delivered'))
  await new Promise((resolve) => setTimeout(resolve, 30))
  assert.equal(names().includes('read'), false)
  await person.do('read')
  await eventually(() => names().includes('read'))
  await business.fault({ kind: 'skip-delivered', count: 1 })
  await business.text(person.id, 'два')
  await eventually(() => statusesOf(hook).length === 5)
  assert.deepEqual(names().slice(3).sort(), ['read', 'sent'])
  assert.ok(statusesOf(hook).at(-1).pricing)
})

test('tells nothing of reading by those without receipts', async (t) => {
  const business = await openBusiness(t)
  const person = await business.acquaintance({ reads: 'never' })
  const hook = await business.subscribe(t)
  await business.text(person.id, 'x')
  await eventually(() => statusesOf(hook).length === 2)
  await person.do('read')
  await new Promise((resolve) => setTimeout(resolve, 30))
  assert.ok(statusesOf(hook).every(({ status }) => status !== 'read'))
})

test('drops an update a week later', async (t) => {
  const business = await openBusiness(t)
  const hook = await business.subscribe(t, (one) => ({ status: one.method === 'GET' ? 200 : 500 }))
  await (await business.person()).writes('x')
  await hook.wait(3)
  business.emulators.advance(7 * DAY)
  const path = `/numbers/${NUMBER}/deliveries`
  await eventually(async () => (await business.control('GET', path))[0].droppedAs === 'expired')
})

test('tries again with longer pauses until it is answered 200', async (t) => {
  const business = await openBusiness(t)
  const hook = await business.subscribe(t, (one, count) => ({
    status: one.method === 'GET' || count === 4 ? 200 : count === 2 ? 302 : 503,
  }))
  await (await business.person()).writes('x')
  await hook.wait(4)
  const gaps = hook.heard.slice(1).map(({ at }, i) => at - hook.heard[i]!.at)
  assert.ok(gaps[1]! >= 98 && gaps[2]! >= 198, `gaps were ${gaps}`)
  assert.equal(new Set(hook.heard.map(({ raw }) => raw)).size, 1)
})

test('gathers updates into one request when told to', async (t) => {
  const business = await openBusiness(t)
  const hook = await business.subscribe(t)
  await business.control('PATCH', `/apps/${APP}`, { batch: 5 })
  const people = [await business.person(), await business.person()]
  await Promise.all(people.map((person) => person.writes('раз')))
  await Promise.all(people.map(({ id }) => business.text(id, 'ответ')))
  await eventually(() => messagesOf(hook).length === 2 && statusesOf(hook).length === 6)
  const most = hook.heard.map((one) => onlyValue(one).statuses?.length ?? 0)
  assert.ok(Math.max(...most) >= 2 && hook.heard.length < 8)
})

test('sends an account’s updates elsewhere, and stops when told', async (t) => {
  const business = await openBusiness(t)
  const hook = await business.subscribe(t)
  const other = await business.subscribe(t)
  await business.control('PATCH', `/apps/${APP}`, { callbackUrl: hook.url, verifyToken: 'ours' })
  const override = { override_callback_uri: other.url, verify_token: 'own' }
  await business.graph('POST', `${ACCOUNT}/subscribed_apps`, override)
  assert.equal(other.probes.at(-1)!.url.searchParams.get('hub.verify_token'), 'own')
  const person = await business.person()
  await person.writes('раз')
  await other.wait(1)
  assert.equal(hook.heard.length, 0)
  const { body } = await business.graph('GET', `${ACCOUNT}/subscribed_apps`)
  assert.equal(body.data[0].override_callback_uri, other.url)
  await business.graph('DELETE', `${ACCOUNT}/subscribed_apps`)
  await person.writes('два')
  assert.equal((await business.control('GET', `/numbers/${NUMBER}/deliveries`)).length, 1)
})
