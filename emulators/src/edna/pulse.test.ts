import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { eventually, type Json } from '../test-kit.ts'
import { CASCADE_ID, openBusiness, SUBJECT, SUBJECT_ID, statusesOf, TEMPLATE } from './test-kit.ts'

const HOUR = 3600_000

test('describes channels and cascades to the owner of the key', async (t) => {
  const business = await openBusiness(t)
  await business.control('POST', '/subjects', { subject: 'other_WA', token: 'another key' })
  const { body } = await business.call('GET', 'channel-profile?types=WHATSAPP')
  assert.equal(body.length, 1)
  assert.equal(body[0].subject, SUBJECT)
  assert.equal(body[0].subjectId, SUBJECT_ID)
  assert.equal(body[0].channelAttribute, '74950000000')
  assert.equal(body[0].active, true)
  assert.deepEqual((await business.call('GET', 'channel-profile?types=VIBER')).body, [])
  const cascades = await business.call('POST', 'cascade/get-all/', { offset: 0, limit: 0 })
  assert.equal(cascades.body[0].id, CASCADE_ID)
  assert.equal(cascades.body[0].stages[0].subject.id, SUBJECT_ID)
  assert.equal((await business.call('GET', 'channel-profile', undefined, 'wrong')).status, 401)
  await business.change({ isActive: false })
  assert.equal((await business.call('GET', 'channel-profile')).body[0].subjectId, null)
  await business.control('POST', `/subjects/${SUBJECT_ID}/revoke`)
  assert.equal((await business.call('GET', 'channel-profile')).status, 401)
})

test('takes a message once, and follows it to the end', async (t) => {
  const business = await openBusiness(t)
  const person = await business.acquaintance({ phone: '79161234567' })
  const hook = await business.subscribe(t)
  const more = { requestId: '9f1c', comment: 'dialog 42' }
  const taken = await business.text('79161234567', 'Добрый день', more)
  assert.deepEqual(taken.body, { requestId: '9f1c' })
  const again = await business.text('79161234567', 'Добрый день', more)
  assert.equal(again.status, 400)
  assert.equal(again.body.detail, 'requestId-is-not-unique')
  await eventually(() => statusesOf(hook).length === 4)
  const statuses = statusesOf(hook)
  assert.deepEqual(statuses.map(({ status }) => status).sort(), [
    'DELIVERED',
    'ENQUEUED',
    'READ',
    'SENT',
  ])
  const delivered = statuses.find(({ status }) => status === 'DELIVERED')
  assert.equal(delivered.requestId, '9f1c')
  assert.equal(delivered.comment, 'dialog 42')
  assert.equal(delivered.subjectId, SUBJECT_ID)
  assert.equal(delivered.error, null)
  assert.equal(typeof delivered.messageId, 'number')
  assert.match(delivered.statusAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  assert.equal(delivered.paymentData.type, 'WHATSAPP_CONVERSATION')
  assert.equal((await person.sees()).messages.at(-1).content.text, 'Добрый день')
  const { body } = await business.call('POST', 'messages/history', { comment: 'dialog 42' })
  assert.equal(body.content[0].deliveryStatus, 'READ')
  assert.equal(JSON.parse(body.content[0].content).text, 'Добрый день')
  assert.equal(body.hasNext, false)
})

test('cancels the same words to one person within twenty minutes', async (t) => {
  const business = await openBusiness(t)
  const person = await business.acquaintance()
  const other = await business.acquaintance()
  const hook = await business.subscribe(t)
  await business.text(person.id, 'Да', { requestId: 'one' })
  await business.text(person.id, 'Да', { requestId: 'two' })
  await business.text(other.id, 'Да')
  const of = (id: string) => statusesOf(hook).filter(({ requestId }) => requestId === id)
  await eventually(() => of('two').some(({ status }) => status === 'CANCELLED'))
  await eventually(() => of('one').some(({ status }) => status === 'READ'))
  assert.equal((await person.sees()).messages.length, 2)
  assert.equal((await other.sees()).messages.length, 2)
  business.emulators.advance(20 * 60_000 + 1000)
  await business.text(person.id, 'Да')
  await eventually(async () => (await person.sees()).messages.length === 3)
})

test('names what is wrong with a request', async (t) => {
  const business = await openBusiness(t)
  const { id } = await business.acquaintance()
  const refused = (content: object | undefined, more?: object) =>
    business.refusal(id, content, more)
  const file = (attachment: object) => ({ contentType: 'IMAGE', attachment })
  const url = 'https://shop.example/p.jpg'
  const text = { contentType: 'TEXT', text: 'x' }
  const cases: [string, object | undefined, object?][] = [
    ['cascade-not-found', text, { cascadeId: 999 }],
    ['content-not-specified', text, { content: null }],
    ["request-doesn't-contain-content-for-all-cascade-stages", text, { content: {} }],
    ['contentType-not-specified', { text: 'x' }],
    ['text-not-specified', { contentType: 'TEXT' }],
    ['attachmentName-not-specified', file({ url })],
    ['attachmentName-is-too-long', file({ url, name: 'я'.repeat(71) })],
    ['latitude-not-specified', { contentType: 'LOCATION', location: { longitude: 1 } }],
    ['longitude-not-specified', { contentType: 'LOCATION', location: { latitude: 1 } }],
    ['action-not-specified', { contentType: 'LIST_PICKER', text: 'x' }],
    ['cascade-scheduling-request-is-not-valid', text, { subscriberFilter: { address: 'Анна' } }],
    ['cascade-scheduling-request-is-not-valid', text, { requestId: '' }],
  ]
  for (const [code, content, more] of cases) assert.equal(await refused(content, more), code)
  await business.change({ balance: 0 })
  assert.equal(await refused(text), 'insufficient funds')
})

test('matches texts outside the window with templates, to the last character', async (t) => {
  const business = await openBusiness(t)
  const person = await business.person()
  await business.template()
  const content = (fields: object = {}) => ({
    ...{ contentType: 'TEXT', text: 'Здравствуйте, Анна! Заказ №5 в пути.' },
    header: { headerType: 'TEXT', text: 'Заказ №5' },
    ...{ footer: TEMPLATE.footer, keyboard: TEMPLATE.keyboard },
    ...fields,
  })
  const refused = (fields?: object) => business.refusal(person.id, content(fields))
  const unmatched = 'matched-template-not-found'
  assert.equal(await refused({ text: 'Здравствуйте, Анна!  Заказ №5 в пути.' }), unmatched)
  assert.equal(await refused({ footer: undefined }), unmatched)
  assert.equal(await refused({ keyboard: undefined }), unmatched)
  assert.equal(await refused({ header: undefined }), unmatched)
  assert.equal(await refused(), undefined)
  await eventually(async () => (await person.sees()).messages.length === 1)
  const [message] = (await person.sees()).messages
  assert.equal(message.content.template.name, 'order_shipped')
  assert.equal(message.content.buttons[0].title, 'Спасибо')
  await person.writes('Спасибо')
  assert.equal((await business.text(person.id, 'Пожалуйста')).status, 200)
  business.emulators.advance(24 * HOUR)
  assert.equal(await business.refusal(person.id, { contentType: 'TEXT', text: 'x' }), unmatched)
  await business.change({ refusesLate: true })
  const hook = await business.subscribe(t)
  await business.text(person.id, 'поздно')
  await eventually(() => statusesOf(hook).some(({ status }) => status === 'NO-MATCH-TEMPLATE'))
})

test('sends a template by its id and variables', async (t) => {
  const business = await openBusiness(t)
  const person = await business.person()
  const { id: templateId } = await business.template()
  const order = {
    ...{ messageId: 'm-1', sender: SUBJECT, phone: person.id, templateId },
    ...{ textVariables: ['Анна', '№5'], headerVariables: ['№5'] },
  }
  const path = 'v1/out-messages/whatsapp/template'
  assert.deepEqual((await business.call('POST', path, order)).body, { messageId: 'm-1' })
  const again = await business.call('POST', path, order)
  assert.equal(again.status, 400)
  assert.deepEqual(again.body, { message: 'Duplicate messageId' })
  const short = { ...order, messageId: 'm-2', textVariables: ['Анна'] }
  assert.equal((await business.call('POST', path, short)).body.message, 'Wrong number of variables')
  await eventually(async () => (await person.sees()).messages.length === 1)
  const [{ content }] = (await person.sees()).messages
  assert.equal(content.text, 'Здравствуйте, Анна! Заказ №5 в пути.')
  assert.equal(content.header.text, 'Заказ №5')
})

test('keeps templates, and tells of moderators and categories', async (t) => {
  const business = await openBusiness(t)
  const hook = await business.subscribe(t)
  const { id } = await business.template()
  const list = async (matcherTypes: string[]) =>
    (
      await business.call('POST', 'message-matchers/get-by-request', {
        ...{ subjectId: SUBJECT_ID, matcherTypes },
      })
    ).body
  assert.equal((await list(['CUSTOM'])).length, 0)
  const [found] = await list(['OPERATOR'])
  assert.equal(found.status, 'APPROVED')
  assert.equal(found.channelType, 'WHATSAPP')
  assert.deepEqual(found.content.textExampleParams, ['Анна', '№5'])
  const approved = { name: 'order_ready', language: 'RU', category: 'UTILITY' }
  const ready = { ...approved, content: { text: 'Ваш заказ готов' } }
  const path = `/subjects/${SUBJECT_ID}/templates`
  const once = await business.control('POST', path, ready)
  assert.deepEqual(await business.control('POST', path, ready), once)
  assert.equal(once.status, 'APPROVED')
  assert.equal((await list(['OPERATOR'])).length, 2)
  await business.control('POST', `/templates/${id}/category`, { category: 'MARKETING' })
  await business.control('POST', `/templates/${id}/lock`)
  await hook.wait(3)
  const bodies = hook.heard.map(({ body }) => body)
  assert.ok(bodies.some((body) => Array.isArray(body) && body[0].status === 'APPROVED'))
  const changed = bodies.find(({ type }: Json) => type === 'message_matcher.category_changed')
  assert.deepEqual(changed.payload, {
    ...{ id, name: 'order_shipped', channelType: 'WHATSAPP', category: 'MARKETING' },
  })
  const unnamed = { messageMatcher: { name: 'Заказ' }, subjectIds: [SUBJECT_ID] }
  assert.equal((await business.call('POST', 'message-matchers', unnamed)).status, 400)
})

test('fetches attachments itself', async (t) => {
  const business = await openBusiness(t)
  const person = await business.acquaintance()
  const hook = await business.subscribe(t)
  const server = createServer((request, response) => {
    if (request.url !== '/p.jpg') return response.writeHead(404).end()
    return response.writeHead(200, { 'content-type': 'image/jpeg' }).end('jpeg')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const image = (name: string) => ({
    ...{ contentType: 'IMAGE', text: 'теряется', caption: 'чек' },
    attachment: { url: `${root}/${name}`, name: 'чек.jpg' },
  })
  await business.schedule(person.id, image('p.jpg'))
  await business.schedule(person.id, image('lost.jpg'))
  await eventually(() => statusesOf(hook).some(({ status }) => status === 'FAILED'))
  await eventually(() => statusesOf(hook).some(({ status }) => status === 'READ'))
  const [, message] = (await person.sees()).messages
  assert.equal(message.content.text, 'чек')
  assert.equal(message.content.file.name, 'чек.jpg')
})

test('tells of those who have no WhatsApp, and of phones that were off for a day', async (t) => {
  const business = await openBusiness(t)
  const person = await business.acquaintance()
  await person.change({ isOffline: true })
  const hook = await business.subscribe(t)
  await business.template()
  const [nobody, late] = ['79990000000', person.id]
  const filled = {
    ...{ contentType: 'TEXT', text: 'Здравствуйте, Анна! Заказ №5 в пути.' },
    header: { headerType: 'TEXT', text: 'Заказ №5' },
    ...{ footer: TEMPLATE.footer, keyboard: TEMPLATE.keyboard },
  }
  await business.schedule(nobody, filled)
  await business.text(late, 'ждёт')
  const has = (status: string) => () => statusesOf(hook).some((one) => one.status === status)
  await eventually(has('UNDELIVERED'))
  const undelivered = statusesOf(hook).find(({ status }) => status === 'UNDELIVERED')
  assert.equal(undelivered.error, 'not-whatsapp-user')
  await eventually(has('SENT'))
  business.emulators.advance(24 * HOUR)
  await person.change({ isOffline: false })
  await eventually(has('EXPIRED'))
})
