import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventually } from '../test-kit.ts'
import { type Business, NUMBER, openBusiness, PHONE, TOKEN } from './test-kit.ts'

const HOUR = 3600_000

test('answers a message as Meta does', async (t) => {
  const business = await openBusiness(t)
  const { id } = await business.acquaintance({ phone: '79161234567' })
  const { status, body } = await business.text(`+${id}`, 'Добрый день')
  assert.equal(status, 200)
  const [contact] = body.contacts
  assert.equal(body.messaging_product, 'whatsapp')
  assert.equal(contact.input, '+79161234567')
  assert.equal(contact.wa_id, '79161234567')
  assert.match(contact.user_id, /^RU\.\d{20}$/)
  assert.match(body.messages[0].id, /^wamid\..+=$/)
  assert.equal('message_status' in body.messages[0], false)
})

test('takes any version, and none', async (t) => {
  const business = await openBusiness(t)
  for (const version of ['v17.0/', 'v25.0/', ''])
    assert.equal(
      (await fetch(`${business.root}/${version}${NUMBER}?access_token=${TOKEN}`)).status,
      200,
    )
})

test('refuses tokens and unknown ids in Meta’s words', async (t) => {
  const business = await openBusiness(t)
  const wrong = await business.graph('GET', NUMBER, undefined, 'EAAwrong')
  assert.equal(wrong.status, 401)
  assert.equal(wrong.body.error.code, 190)
  assert.equal(wrong.body.error.type, 'OAuthException')
  const unknown = await business.graph('GET', '42')
  assert.equal(unknown.status, 400)
  assert.equal(unknown.body.error.code, 100)
  assert.equal(unknown.body.error.error_subcode, 33)
  assert.equal(unknown.body.error.type, 'GraphMethodException')
  await business.control('POST', '/numbers', { id: '200', account: '201', token: 'EAAother' })
  assert.equal((await business.graph('GET', NUMBER, undefined, 'EAAother')).body.error.code, 100)
  await business.control('POST', `/numbers/${NUMBER}/revoke`, { replace: true })
  assert.equal((await business.graph('GET', NUMBER)).body.error.code, 190)
})

test('opens the window for a day, and for templates always', async (t) => {
  const business = await openBusiness(t)
  const person = await business.person({ phone: '79161234567' })
  const closed = [
    131047,
    400,
    'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
  ]
  assert.deepEqual(await business.refusal(person.id, 'text', { body: 'рано' }), closed)
  await person.writes('Здравствуйте')
  business.emulators.advance(24 * HOUR - 60_000)
  assert.equal((await business.text(person.id, 'вовремя')).status, 200)
  business.emulators.advance(60_000)
  assert.deepEqual(await business.refusal(person.id, 'text', { body: 'поздно' }), closed)
  await person.do('reaction', {
    messageId: (await person.sees()).messages.at(-1).id,
    emoji: '👍',
  })
  assert.deepEqual(await business.refusal(person.id, 'text', { body: 'поздно' }), closed)
  await business.control('POST', `/templates/${await business.template()}/approve`)
  const { body } = await business.send(person.id, 'template', template())
  assert.equal(body.messages[0].message_status, 'accepted')
  assert.deepEqual(await business.refusal(person.id, 'text', { body: 'поздно' }), closed)
})

const template = () => ({
  name: 'order_shipped',
  language: { code: 'ru' },
  components: [
    {
      type: 'body',
      parameters: [
        { type: 'text', text: 'Анна' },
        { type: 'text', text: '№5' },
      ],
    },
  ],
})

test('holds texts, buttons and lists to their limits', async (t) => {
  const business = await openBusiness(t)
  const { id } = await business.acquaintance()
  const code = async (type: string, content: object) =>
    (await business.refusal(id, type, content))[0]
  const long = (length: number) => 'я'.repeat(length)
  assert.equal(await code('text', { body: long(4096) }), undefined)
  assert.equal(await code('text', { body: long(4097) }), 100)
  assert.equal(await code('text', { body: '' }), 100)
  assert.equal(await code('poll', {}), 100)
  const button = (title: string, key = title) => ({ type: 'reply', reply: { id: key, title } })
  const buttons = (...items: object[]) => ({
    type: 'button',
    body: { text: 'Подтвердить?' },
    action: { buttons: items },
  })
  assert.equal(await code('interactive', buttons(button(long(20)))), undefined)
  assert.equal(await code('interactive', buttons(button(long(21)))), 131009)
  assert.equal(await code('interactive', buttons(button('Да', ' да'))), 131009)
  assert.equal(await code('interactive', buttons(button('Да', '1'), button('Да', '2'))), 131009)
  assert.equal(
    await code('interactive', buttons(...['1', '2', '3', '4'].map((n) => button(n)))),
    131009,
  )
  assert.equal(await code('interactive', buttons()), 131009)
  assert.equal(await code('interactive', { type: 'button', body: {}, action: {} }), 131008)
  const rows = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ id: `r${at}`, title: `Строка ${at}` }))
  const list = (...sections: object[]) => ({
    type: 'list',
    body: { text: 'Выберите' },
    action: { button: 'Выбрать', sections },
  })
  assert.equal(await code('interactive', list({ rows: rows(10) })), undefined)
  assert.equal(await code('interactive', list({ rows: rows(11) })), 131009)
  assert.equal(await code('interactive', list({ rows: rows(1) }, { rows: rows(1) })), 131008)
  assert.equal(
    await code('interactive', { ...list({ rows: rows(1) }), header: { type: 'image' } }),
    131009,
  )
  const link = (url: string) => ({
    type: 'cta_url',
    body: { text: 'Каталог' },
    action: { name: 'cta_url', parameters: { display_text: 'Открыть', url } },
  })
  assert.equal(await code('interactive', link('https://shop.example')), undefined)
  assert.equal(await code('interactive', link('shop.example')), 131009)
})

test('knows the person however the phone is spelled', async (t) => {
  const business = await openBusiness(t)
  const wa = async (to: string) => (await business.text(to, 'x')).body.contacts[0].wa_id
  await business.acquaintance({ phone: '79161234567' })
  await business.acquaintance({ phone: '554188887777' })
  await business.acquaintance({ phone: '5215512345678' })
  await business.acquaintance({ phone: '5491123456789' })
  assert.equal(await wa('+7 (916) 123-45-67'), '79161234567')
  assert.equal(await wa('9161234567'), '79161234567')
  assert.equal(await wa('5541988887777'), '554188887777')
  assert.equal(await wa('525512345678'), '5215512345678')
  assert.equal(await wa('541123456789'), '5491123456789')
  assert.equal((await business.refusal(PHONE, 'text', { body: 'x' }))[0], 131021)
})

test('limits the pair and not the other chats', async (t) => {
  const business = await openBusiness(t)
  await business.change({ limitsRate: true })
  const one = await business.acquaintance()
  const other = await business.acquaintance()
  for (let count = 0; count < 45; count++)
    assert.equal((await business.text(one.id, String(count))).status, 200)
  assert.deepEqual(
    (await business.refusal(one.id, 'text', { body: 'x' })).slice(0, 2),
    [131056, 400],
  )
  assert.equal((await business.text(other.id, 'x')).status, 200)
  business.emulators.advance(6000)
  assert.equal((await business.text(one.id, 'x')).status, 200)
  assert.equal((await business.refusal(one.id, 'text', { body: 'x' }))[0], 131056)
})

test('marks read, types, reacts and quotes', async (t) => {
  const business = await openBusiness(t)
  const person = await business.person()
  const first = await person.writes('раз')
  const second = await person.writes('два')
  const mark = (message_id: string, more = {}) =>
    business.graph('POST', `${NUMBER}/messages`, {
      ...{ messaging_product: 'whatsapp', status: 'read', message_id },
      ...more,
    })
  assert.deepEqual((await mark(first)).body, { success: true })
  assert.equal((await mark('wamid.nothing')).body.error.code, 100)
  await mark(second, { typing_indicator: { type: 'text' } })
  assert.equal((await person.sees()).typing, 'typing')
  await business.sent(person.id, 'reaction', { message_id: second, emoji: '👍' })
  const unknown = { message_id: 'wamid.nothing', emoji: '👍' }
  assert.equal((await business.refusal(person.id, 'reaction', unknown))[0], 131009)
  await business.sent(person.id, 'text', { body: 'ответ' }, { context: { message_id: first } })
  await eventually(async () => (await person.sees()).messages.at(-1).status === 'read')
  const { messages, typing } = await person.sees()
  assert.equal(typing, undefined)
  assert.deepEqual(messages[1].reactions, [{ by: 'bot', emoji: '👍' }])
  assert.equal(messages.at(-1).replyTo.text, 'раз')
})

test('sends locations and contacts', async (t) => {
  const business = await openBusiness(t)
  const person = await business.acquaintance()
  await business.sent(person.id, 'location', { latitude: '55.75', longitude: 37.61, name: 'Склад' })
  assert.equal((await business.refusal(person.id, 'location', { latitude: 1 }))[0], 131008)
  assert.equal(
    (await business.refusal(person.id, 'location', { latitude: 91, longitude: 0 }))[0],
    131009,
  )
  const name = { formatted_name: 'Иван Иванов', first_name: 'Иван' }
  await contacts(business, person.id, [{ name, phones: [{ phone: '+79160000000' }] }])
  const nameless = {
    messaging_product: 'whatsapp',
    to: person.id,
    type: 'contacts',
    contacts: [{}],
  }
  assert.equal((await business.graph('POST', `${NUMBER}/messages`, nameless)).body.error.code, 100)
  await eventually(async () => (await person.sees()).messages.length === 3)
  const { messages } = await person.sees()
  assert.equal(messages[1].content.location.name, 'Склад')
  assert.equal(messages[2].content.contacts[0].name.first_name, 'Иван')
})

async function contacts(business: Business, to: string, list: object[]): Promise<void> {
  const body = { messaging_product: 'whatsapp', to, type: 'contacts', contacts: list }
  assert.equal((await business.graph('POST', `${NUMBER}/messages`, body)).status, 200)
}
