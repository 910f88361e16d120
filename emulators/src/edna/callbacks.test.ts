import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { eventually } from '../test-kit.ts'
import { listen } from '../whatsapp-network/test-kit.ts'
import { messagesOf, openBusiness, SUBJECT, SUBJECT_ID, statusesOf } from './test-kit.ts'

test('looks at an address with HEAD and GET before it takes it', async (t) => {
  const business = await openBusiness(t)
  const hook = await business.subscribe(t)
  assert.deepEqual(
    hook.probes.slice(0, 2).map(({ method }) => method),
    ['HEAD', 'GET'],
  )
  const set = (url: string) => business.call('POST', 'callback/set', { statusCallbackUrl: url })
  const deaf = await listen(t, ({ method }) => ({ status: method === 'GET' ? 405 : 200 }))
  assert.equal((await set(deaf.url)).body.detail, 'callback-url-is-not-available')
  assert.equal(
    (await set(`${hook.url}?${'x'.repeat(500)}`)).body.detail,
    'callback-url-is-too-long',
  )
  await business.change({ allowsLocalCallbacks: false })
  assert.equal((await set(hook.url)).body.detail, 'callback-url-is-not-valid')
  assert.equal((await set('https://shop.example:8443/x')).body.detail, 'callback-url-is-not-valid')
})

test('tells of texts, files, places, buttons and what it cannot show', async (t) => {
  const business = await openBusiness(t)
  const hook = await business.subscribe(t)
  const person = await business.person({ name: 'Анна', username: 'alex', phone: '79161234567' })
  await person.writes('Спасибо')
  await hook.wait(1)
  const [text] = messagesOf(hook)
  assert.equal(text.subject, SUBJECT)
  assert.equal(text.subjectId, SUBJECT_ID)
  assert.equal(text.subscriber.identifier, '79161234567')
  assert.equal(text.userInfo.userName, 'alex')
  assert.deepEqual(text.messageContent, {
    ...{ attachment: null, location: null, caption: null, text: 'Спасибо' },
    ...{ payload: null, story: null, items: null, type: 'TEXT' },
  })
  assert.equal(text.replyOutMessageId, null)
  await business.schedule(person.id, {
    ...{ contentType: 'TEXT', text: 'Подтвердить?' },
    keyboard: { rows: [{ buttons: [{ text: 'Да', buttonType: 'QUICK_REPLY', payload: 'ok' }] }] },
  })
  await eventually(async () => (await person.sees()).messages.length === 2)
  const asked = (await person.sees()).messages[1]
  await person.do('press', { messageId: asked.id })
  await person.do('media', { kind: 'document', caption: 'договор' })
  await person.do('location', { latitude: 55.75, longitude: 37.61 })
  await person.do('unsupported', { was: 'poll' })
  await eventually(() => messagesOf(hook).length === 5)
  const of = (type: string) => messagesOf(hook).filter((one) => one.messageContent.type === type)
  const pressed = of('TEXT').find((one) => one.messageContent.payload === 'ok')
  assert.equal(pressed.messageContent.text, 'Да')
  assert.equal(pressed.replyOutMessageId, Number(asked.id))
  assert.equal(pressed.replyOutMessageExternalRequestId, 'r-1')
  const { attachment, caption } = of('DOCUMENT')[0].messageContent
  assert.equal(caption, 'договор')
  assert.match(await (await fetch(attachment.url)).text(), /^%PDF/)
  assert.equal((await fetch(attachment.url.replace(/[0-9a-f]{24}/, 'x'.repeat(24)))).status, 404)
  assert.equal(of('LOCATION')[0].messageContent.location.latitude, 55.75)
  assert.equal(of('UNKNOWN').length, 1)
})

test('gives an id for those without a phone, and takes it as an address', async (t) => {
  const business = await openBusiness(t)
  const hook = await business.subscribe(t)
  const person = await business.person({ isPhoneHidden: true })
  await person.writes('Привет')
  await hook.wait(1)
  const { identifier } = messagesOf(hook)[0].subscriber
  assert.match(identifier, /^RU\.\d{20}$/)
  await business.text(identifier, 'Добрый день')
  await eventually(async () => (await person.sees()).messages.length === 2)
})

test('tries again after 4, 128 and 2048 seconds, and then no more', async (t) => {
  const business = await openBusiness(t, { timeScale: 0.0005 })
  const hook = await business.subscribe(t, ({ method }) => ({
    status: method === 'POST' ? 500 : 200,
  }))
  await (await business.person()).writes('x')
  await hook.wait(4)
  const gaps = hook.heard.slice(1).map(({ at }, i) => at - hook.heard[i]!.at)
  assert.ok(gaps[1]! >= 60 && gaps[2]! >= 1000, `gaps were ${gaps}`)
  const path = `/subjects/${SUBJECT_ID}/deliveries`
  await eventually(async () => (await business.control('GET', path))[0].droppedAs === 'given up')
})

test('proves itself in three ways, and sends arrays when told to', async (t) => {
  const business = await openBusiness(t)
  const hook = await business.subscribe(t)
  const person = await business.person()
  await person.writes('без ключа')
  await business.change({ auth: 'raw', webhookKey: 'secret' })
  await hook.wait(1)
  await person.writes('ключ')
  await hook.wait(2)
  await business.change({ auth: 'token', sendsArrays: true })
  await person.writes('ключ со словом')
  await hook.wait(3)
  assert.deepEqual(
    hook.heard.map(({ headers }) => headers.authorization),
    [undefined, 'secret', 'Token secret'],
  )
  assert.equal(hook.heard[2]!.body[0].messageContent.text, 'ключ со словом')
})

test('hides the request of a failure when told to', async (t) => {
  const business = await openBusiness(t)
  await business.change({ hidesRequestIds: true })
  const person = await business.acquaintance()
  const hook = await business.subscribe(t)
  await business.fault({ kind: 'refuse-late', code: 'error-system', count: 1 })
  await business.text(person.id, 'x', { comment: 'dialog 42' })
  await eventually(() => statusesOf(hook).some(({ status }) => status === 'FAILED'))
  const failed = statusesOf(hook).find(({ status }) => status === 'FAILED')
  assert.equal(failed.requestId, null)
  assert.equal('messageId' in failed, false)
  assert.deepEqual([failed.comment, failed.error], ['dialog 42', 'error-system'])
})

test('misbehaves as told', async (t) => {
  const business = await openBusiness(t)
  const person = await business.acquaintance()
  await business.subscribe(t)
  const status = async (kind: string) => {
    await business.fault({ kind, count: 1 })
    return (await business.text(person.id, kind)).status
  }
  assert.equal(await status('too-many-requests'), 429)
  assert.equal(await status('server-error'), 500)
  assert.equal(await status('unauthorized'), 401)
  assert.equal(await status('deregistered'), 400)
  await business.fault({ kind: 'answer-lost', count: 1 })
  await assert.rejects(business.text(person.id, 'x', { requestId: 'lost' }))
  const again = await business.text(person.id, 'x', { requestId: 'lost' })
  assert.equal(again.body.detail, 'requestId-is-not-unique')
})

test('speaks the older API too', async (t) => {
  const business = await openBusiness(t)
  await business.change({ isLegacy: true })
  const person = await business.acquaintance({ phone: '79161234567' })
  const hook = await business.subscribe(t)
  const message = {
    ...{ id: 'c0ffee', subject: SUBJECT, address: '79161234567', imType: 'whatsapp' },
    ...{ contentType: 'text', text: 'Здравствуйте', priority: 'high' },
  }
  const send = async (fields: object) =>
    (await business.call('POST', 'imOutMessage', { ...message, ...fields })).body.code
  assert.equal(await send({}), 'ok')
  assert.equal(await send({}), 'error-id-not-unique')
  assert.equal(await send({ id: '2', subject: 'x' }), 'error-subject-unknown')
  assert.equal(await send({ id: '2', address: '+7' }), 'error-address-format')
  const wrong = await business.call('POST', 'imOutMessage', message, 'wrong')
  assert.deepEqual([wrong.status, wrong.body.code], [200, 'error-unauthorized'])
  await eventually(() => hook.heard.some(({ body }) => body.dlvStatus === 'read'))
  const read = hook.heard.find(({ body }) => body.dlvStatus === 'read')!.body
  assert.equal(read.imOutMessageId, 'c0ffee')
  assert.match(read.dlvStatusAt, /\.\d{3}\+0300$/)
  const { body } = await business.call('GET', 'imOutMessage/c0ffee')
  assert.equal(body.dlvStatus, 'read')
  const [subject] = (await business.call('POST', 'im-subject/by-apikey', {})).body
  assert.equal(subject.subject, SUBJECT)
  await person.writes('Спасибо')
  await eventually(() => hook.heard.some((one) => one.body.imSubject))
  const inbound = hook.heard.find((one) => one.body.imSubject)!.body
  assert.deepEqual([inbound.contentType, inbound.text], ['text', 'Спасибо'])
})

test('remembers everything after a restart', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'otklik-edna-'))
  t.after(() => rm(dataDir, { recursive: true, force: true }))
  const before = await openBusiness(t, { dataDir })
  const person = await before.acquaintance()
  const hook = await before.subscribe(t)
  await before.template()
  await person.change({ isOffline: true })
  await before.text(person.id, 'ответ', { requestId: 'r' })
  await eventually(() => statusesOf(hook).length === 2)
  await before.emulators.close()
  const after = await openBusiness(t, { dataDir })
  assert.equal(
    (await after.text(person.id, 'x', { requestId: 'r' })).body.detail,
    'requestId-is-not-unique',
  )
  await after.control('PATCH', `/people/${person.id}`, { isOffline: false })
  await eventually(() => statusesOf(hook).some(({ status }) => status === 'READ'))
  assert.equal((await after.control('GET', '/templates'))[0].status, 'APPROVED')
})
