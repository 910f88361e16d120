import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { ContactCard, ContactFormField, Conversation, Message } from '@otklik/protocol'

import { createLimits } from '../http/index.ts'
import {
  createTestCentre,
  freePort,
  type Person,
  type TestCentre,
  until,
} from '../testing/index.ts'

const MOST = 40
const limits = () =>
  createLimits({
    api: { points: 1_000_000, duration: 60 },
    contactForm: { points: MOST, duration: 600 },
  })

let centre: TestCentre
let publicUrl: string
before(async () => {
  const port = await freePort()
  publicUrl = `http://127.0.0.1:${port}`
  const environment = { PUBLIC_URL: publicUrl }
  centre = await createTestCentre('telegram', { environment, limits: limits() })
  // With an address of its own it is called by the platform.
  await centre.app.listen({ port, host: '127.0.0.1' })
})

let people = 0
async function customer(name = `Клиент ${++people}`): Promise<{ person: Person; id: string }> {
  const person = await centre.person(name)
  await person.does('text', { text: 'здравствуйте' })
  return { person, id: (await centre.conversationOf(person.name)).id }
}

let sent = 0
const ask = (id: string, fields: ContactFormField[] = ['name', 'phone', 'email'], more = {}) =>
  centre.operator.browser.send('POST', `/api/v1/conversations/${id}/contact-forms`, {
    ...{ clientId: `asked-${++sent}-${id}`, fields, text: 'Оставьте контакты:' },
    ...more,
  })

/** Where the link in the message leads. */
async function linkOf(id: string, fields?: ContactFormField[]): Promise<string> {
  const answer = await ask(id, fields)
  assert.equal(answer.statusCode, 201, answer.body)
  const { text } = answer.json<Message>()
  const [words, link = ''] = text.split('\n')
  assert.equal(words, 'Оставьте контакты:')
  assert.ok(link.startsWith(`${publicUrl}/forms/`), link)
  return link.slice(publicUrl.length)
}

const open = (url: string, language = 'ru') =>
  centre.app.inject({ url, headers: { 'accept-language': language } })

/** As a browser sends a form from a page that tells no referrer. */
const answer = (url: string, fields: Record<string, string>, headers = {}) =>
  centre.app.inject({
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...{ origin: 'null', 'sec-fetch-site': 'same-origin', 'accept-language': 'ru' },
      ...headers,
    },
    payload: new URLSearchParams(fields).toString(),
  })

const get = async (id: string): Promise<Conversation> =>
  (await centre.operator.browser.get(`/api/v1/conversations/${id}`)).json()
const cardOf = async (id: string): Promise<ContactCard> => {
  const { contact } = await get(id)
  return (await centre.owner.browser.get(`/api/v1/contacts/${contact.id}`)).json()
}
const filledLines = async (id: string) =>
  (await centre.messagesOf(id)).filter(({ system }) => system?.code === 'form-filled')

describe('a contact form', () => {
  test('is sent as a message, filled in, and told in the transcript and on the card', async () => {
    const { person, id } = await customer()
    const link = await linkOf(id)
    await until(
      async () => (await person.chat()).some(({ content }) => content.text?.includes(link)),
      'the link on the phone',
    )
    const page = await open(link)
    assert.equal(page.statusCode, 200)
    assert.match(page.body, /<html lang="ru">[\s\S]*<label for="phone">Телефон</)
    assert.equal(page.body.includes('<script'), false)
    const policy = String(page.headers['content-security-policy'])
    assert.match(policy, /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'/)
    assert.match((await open(link, 'en-GB')).body, /<html lang="en">[\s\S]*>Phone</)

    const typed = { name: 'Олег', phone: '8 (921) 123-45-67', email: 'oleg@example.com' }
    const answered = await answer(link, typed)
    assert.equal(answered.statusCode, 303, answered.body)
    assert.match((await open(String(answered.headers.location))).body, /Ответ получен/)
    const [line, ...others] = await filledLines(id)
    assert.deepEqual(line?.system?.parameters, { ...typed, phone: '+79211234567' })
    assert.equal(others.length, 0)
    assert.equal((await get(id)).owes, 'us')
    const { phone, email, name } = await cardOf(id)
    assert.deepEqual([phone, email, name], ['+7 921 •••-••-67', 'oleg@example.com', person.name])
  })

  test('is answered once, whoever is asked twice', async () => {
    const { id } = await customer()
    const link = await linkOf(id, ['email'])
    const both = await Promise.all(
      ['one@example.com', 'two@example.com'].map((email) => answer(link, { email })),
    )
    assert.deepEqual(both.map(({ statusCode }) => statusCode).toSorted(), [303, 409])
    const again = await answer(link, { email: 'three@example.com' })
    assert.equal(again.statusCode, 409)
    assert.match(again.body, /Ответ уже получен/)
    assert.equal((await filledLines(id)).length, 1)
  })

  test('is sent once, however often the request is repeated', async () => {
    const { id } = await customer()
    const clientId = `repeated-${id}`
    const first = await ask(id, ['phone'], { clientId })
    const second = await ask(id, ['phone'], { clientId })
    assert.deepEqual([first.statusCode, second.statusCode], [201, 200])
    assert.equal(second.json<Message>().text, first.json<Message>().text)
  })

  test('leaves what somebody has typed on the card', async () => {
    const { id } = await customer()
    const { id: contactId, version } = await cardOf(id)
    await centre.owner.browser.send('PATCH', `/api/v1/contacts/${contactId}`, {
      ...{ version, phone: '+79990000000' },
    })
    const link = await linkOf(id, ['phone', 'email'])
    await answer(link, { phone: '+79211234567', email: 'new@example.com', name: 'не просили' })
    const card = await cardOf(id)
    assert.deepEqual([card.phone, card.email], ['+7 999 •••-••-00', 'new@example.com'])
    const [line] = await filledLines(id)
    assert.deepEqual(Object.keys(line?.system?.parameters ?? {}).toSorted(), ['email', 'phone'])
  })

  test('says what is wrong beside the field, and keeps what was typed as text', async () => {
    const { id } = await customer()
    const link = await linkOf(id)
    const markup = '"><img src=x onerror=alert(1)>'
    const wrong = await answer(link, { name: markup, phone: 'звоните', email: 'нет' })
    assert.equal(wrong.statusCode, 422)
    assert.match(
      wrong.body,
      /aria-describedby="phone-problem"[\s\S]*id="phone-problem">Проверьте номер/,
    )
    assert.match(wrong.body, /id="email-problem">Проверьте адрес/)
    assert.equal(wrong.body.includes('<img'), false)
    assert.match(wrong.body, /value="&quot;&gt;&lt;img src=x onerror=alert\(1\)&gt;"/)
    const empty = await answer(link, { name: ' ' })
    assert.match(empty.body, /id="name-problem">Заполните хотя бы одно поле/)
    assert.equal((await answer(link, { name: 'a'.repeat(101) })).statusCode, 422)
    assert.equal((await filledLines(id)).length, 0)
    await answer(link, { name: `${markup}\u0000\n<b>` })
    const [line] = await filledLines(id)
    assert.equal(line?.system?.parameters.name, `${markup}\uFFFD <b>`)
  })

  test('shows a company’s name as text', async () => {
    const { id } = await customer()
    const link = await linkOf(id, ['phone'])
    const rename = (name: string) =>
      centre.database.query('update accounts set name = $2 where id = $1', [
        ...[centre.owner.accountId, name],
      ])
    await rename('<script>alert(1)</script>')
    const { body } = await open(link)
    await rename('Верба Мебель')
    assert.equal(body.includes('<script'), false)
  })

  test('opens a conversation where the last is over by then', async () => {
    const { person, id } = await customer()
    const link = await linkOf(id, ['phone'])
    await centre.operator.browser.send('POST', `/api/v1/conversations/${id}/closure`)
    centre.clock.advance(9000)
    centre.hints.send('deadlines', centre.owner.accountId)
    await until(async () => (await get(id)).status === 'closed', 'it is over')
    await answer(link, { phone: '+79211234567' })
    const next = await centre.conversationOf(person.name)
    assert.notEqual(next.id, id)
    assert.equal((await filledLines(next.id)).length, 1)
  })

  test('is nobody’s who forges a link, or posts from elsewhere', async () => {
    const { id } = await customer()
    const link = await linkOf(id, ['phone'])
    const token = link.slice('/forms/'.length)
    const other = Buffer.from(token.split('.')[0]!, 'base64url')
    other[0]! ^= 1
    const forged = [
      ...[`${token.slice(0, -4)}AAAA`, token.replace(/\..*/, ''), 'x', 'A'.repeat(43)],
      `${other.toString('base64url')}.${token.split('.').slice(1).join('.')}`,
    ]
    for (const each of forged) {
      const page = await open(`/forms/${each}`)
      assert.equal(page.statusCode, 404, each)
      assert.match(page.body, /Форма не найдена/)
      assert.equal((await answer(`/forms/${each}`, { phone: '+79211234567' })).statusCode, 404)
    }
    const phone = '+79211234567'
    const from = (headers: object) => answer(link, { phone }, headers)
    assert.equal((await from({ origin: 'https://evil.example' })).statusCode, 403)
    assert.equal((await from({ 'sec-fetch-site': 'cross-site' })).statusCode, 403)
    const json = await from({ 'content-type': 'application/json' })
    assert.deepEqual([json.statusCode, /<h1>/.test(json.body)], [415, true])
    assert.equal((await answer(link, { phone: '1'.repeat(9000) })).statusCode, 413)
    const elsewhere = await centre.app.inject({
      method: 'POST',
      url: '/api/v1/session',
      headers: { origin: 'null' },
      payload: {},
    })
    assert.equal(elsewhere.statusCode, 403, 'no other route takes a form without an origin')
    assert.equal((await filledLines(id)).length, 0)
  })

  test('is refused in words where nothing can be written, or by another company', async () => {
    const { person, id } = await customer()
    const stranger = await centre.signUp('owner')
    const path = `/api/v1/conversations/${id}/contact-forms`
    const body = { clientId: 'a-stranger', fields: ['phone'], text: 'Контакты:' }
    assert.equal((await stranger.browser.send('POST', path, body)).statusCode, 404)
    const observer = await centre.signUp('observer', { accountId: centre.owner.accountId })
    assert.equal((await observer.browser.send('POST', path, body)).statusCode, 403)
    assert.equal((await ask(id, [])).statusCode, 422)
    await person.does('block')
    await until(async () => (await get(id)).isContactBlocking, 'they have blocked the bot')
    const refused = await ask(id)
    assert.deepEqual([refused.statusCode, refused.json().error.code], [409, 'contact-blocked'])
  })

  test('goes with the customer who is erased', async () => {
    const { id } = await customer()
    const link = await linkOf(id, ['name'])
    await answer(link, { name: 'Тайна' })
    const { id: contactId } = (await get(id)).contact
    const path = `/api/v1/contacts/${contactId}/erasure`
    const erased = await centre.owner.browser.send('POST', path, { confirmation: 'удалить' })
    assert.ok(erased.statusCode < 300, erased.body)
    assert.equal(JSON.stringify(await centre.messagesOf(id)).includes('Тайна'), false)
    assert.equal((await open(link)).statusCode, 404)
  })

  test('ends after seven days', async () => {
    const { id } = await customer()
    const link = await linkOf(id, ['phone'])
    centre.clock.advance(7 * 24 * 3_600_000)
    assert.equal((await open(link)).statusCode, 404)
    assert.equal((await answer(link, { phone: '+79211234567' })).statusCode, 404)
    assert.equal((await filledLines(id)).length, 0)
  })

  test('may be sent so many times from one address', async () => {
    let last = await answer('/forms/x', {})
    for (let k = 0; k < MOST && last.statusCode === 404; k++) last = await answer('/forms/x', {})
    assert.equal(last.statusCode, 429)
    assert.ok(Number(last.headers['retry-after']) > 0)
    assert.match(last.body, /<html lang="ru">/)
  })
})

test('nobody is sent a form that they could not open', async () => {
  centre = await createTestCentre('telegram')
  const { id } = await customer()
  const refused = await ask(id)
  assert.equal(refused.statusCode, 409)
  const { code, message } = refused.json().error
  assert.equal(code, 'needs-public-url')
  assert.match(message, /публичного адреса \(PUBLIC_URL\)/)
  const told = (await centre.messagesOf(id)).map(({ author }) => author.type)
  assert.equal(told.includes('operator'), false)
})
