import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { verifySignature } from '@kapso/whatsapp-cloud-api/server'
import { eventually } from '../test-kit.ts'
import { listen } from '../whatsapp-network/test-kit.ts'
import { ACCOUNT, messagesOf, NUMBER, openBusiness, SECRET, statusesOf } from './test-kit.ts'

test('refuses with any code before and after it accepts', async (t) => {
  const business = await openBusiness(t)
  const person = await business.acquaintance()
  const hook = await business.subscribe(t)
  const refusal = async () => (await business.refusal(person.id, 'text', { body: 'x' })).slice(0, 2)
  await business.fault({ kind: 'too-many-requests', count: 1 })
  assert.deepEqual(await refusal(), [130429, 400])
  await business.fault({ kind: 'too-many-requests', code: 131056, chat: person.id, count: 1 })
  assert.deepEqual(await refusal(), [131056, 400])
  await business.fault({ kind: 'refuse', code: 131031, count: 1 })
  assert.deepEqual(await refusal(), [131031, 403])
  await business.fault({ kind: 'unauthorized', count: 1 })
  assert.deepEqual(await refusal(), [190, 401])
  await business.fault({ kind: 'deregistered', count: 1 })
  assert.deepEqual(await refusal(), [133010, 400])
  await business.fault({ kind: 'refuse-late', code: 131049, count: 1 })
  assert.deepEqual(await refusal(), [undefined, 200])
  await eventually(() => statusesOf(hook).length === 1)
  assert.equal(statusesOf(hook)[0].errors[0].code, 131049)
  await business.control('PATCH', `/accounts/${ACCOUNT}`, { isRestricted: true })
  assert.deepEqual(await refusal(), [368, 403])
})

test('fails, stays silent, loses answers and garbles them', async (t) => {
  const business = await openBusiness(t)
  const person = await business.acquaintance()
  const send = () => business.text(person.id, 'x')
  const count = async () => (await business.control('GET', `/numbers/${NUMBER}/sent`)).length
  await business.fault({ kind: 'server-error', count: 1 })
  assert.equal((await send()).status, 500)
  assert.equal(await count(), 0)
  await business.fault({ kind: 'answer-lost', count: 1 })
  await assert.rejects(send())
  assert.equal(await count(), 1)
  await business.fault({ kind: 'garbage', count: 1 })
  await assert.rejects(send(), SyntaxError)
  assert.equal(await count(), 2)
  await business.fault({ kind: 'unanswered', count: 1 })
  const waiting = send().then(
    () => 'answered',
    () => 'broken',
  )
  const silence = new Promise((resolve) => setTimeout(() => resolve('silence'), 50))
  assert.equal(await Promise.race([waiting, silence]), 'silence')
  assert.equal(await count(), 2)
  const hook = await business.subscribe(t)
  await business.fault({ kind: 'accept-and-drop', count: 1 })
  assert.equal((await send()).status, 200)
  await new Promise((resolve) => setTimeout(resolve, 40))
  assert.deepEqual(
    statusesOf(hook).filter(({ status }) => status === 'sent'),
    [],
  )
})

test('loses, repeats, holds back and spoils webhooks', async (t) => {
  const business = await openBusiness(t)
  const hook = await business.subscribe(t)
  const person = await business.person()
  await business.fault({ kind: 'lost-update', count: 1 })
  await person.writes('потеряно')
  await business.fault({ kind: 'duplicate', count: 1 })
  await person.writes('дважды')
  await eventually(() => hook.heard.length === 2)
  assert.equal(hook.heard[0]!.raw, hook.heard[1]!.raw)
  await business.fault({ kind: 'reorder', ms: 5000, count: 1 })
  await person.writes('первое')
  await person.writes('второе')
  await eventually(() => hook.heard.length === 4)
  assert.deepEqual(
    messagesOf(hook)
      .slice(2)
      .map((one) => one.text.body),
    ['второе', 'первое'],
  )
  await business.fault({ kind: 'delay', ms: 5000, count: 1 })
  await person.writes('третье')
  await person.writes('четвёртое')
  await new Promise((resolve) => setTimeout(resolve, 20))
  assert.equal(hook.heard.length, 4)
  await eventually(() => hook.heard.length === 6)
  await business.fault({ kind: 'unsigned', count: 1 })
  await person.writes('пятое')
  await hook.wait(7)
  assert.equal(hook.heard[6]!.headers['x-hub-signature-256'], undefined)
  await business.fault({ kind: 'bad-signature', count: 1 })
  await person.writes('шестое')
  await hook.wait(8)
  const isRight = (at: number) =>
    verifySignature({
      ...{ appSecret: SECRET, rawBody: hook.heard[at]!.raw },
      signatureHeader: String(hook.heard[at]!.headers['x-hub-signature-256']),
    })
  assert.equal(isRight(7), false)
  assert.equal(isRight(5), true)
})

test('remembers everything after a restart, and goes on with what was on its way', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'otklik-whatsapp-'))
  t.after(() => rm(dataDir, { recursive: true, force: true }))
  let isUp = false
  const hook = await listen(t, (one) => ({ status: one.method === 'GET' || isUp ? 200 : 503 }))
  const before = await openBusiness(t, { dataDir })
  await before.control('PATCH', '/apps/670843887433847', {
    ...{ callbackUrl: hook.url, verifyToken: 'ours' },
  })
  await before.graph('POST', `${ACCOUNT}/subscribed_apps`)
  const person = await before.person()
  await person.do('media', { kind: 'photo' })
  await before.template()
  await person.change({ isOffline: true })
  await before.text(person.id, 'ответ')
  await hook.wait(1)
  await before.fault({ kind: 'garbage', chat: '42' })
  await before.emulators.close()
  isUp = true
  const after = await openBusiness(t, { dataDir })
  await eventually(() => messagesOf(hook).some(({ type }) => type === 'image'))
  await after.control('PATCH', `/people/${person.id}`, { isOffline: false })
  await eventually(() => statusesOf(hook).some(({ status }) => status === 'read'))
  const chat = await after.control('GET', `/numbers/${NUMBER}/chats/${person.id}`)
  assert.deepEqual(
    chat.messages.map(({ content }: { content: { kind: string } }) => content.kind),
    ['image', 'text'],
  )
  const { body } = await after.graph('GET', `${ACCOUNT}/message_templates`)
  assert.equal(body.data[0].name, 'order_shipped')
  assert.equal((await after.control('GET', `/numbers/${NUMBER}/faults`)).length, 1)
})

test('forgets everything when it is reset, whatever was on its way', async (t) => {
  const business = await openBusiness(t)
  const person = await business.acquaintance()
  const hook = await business.subscribe(t, ({ method }) => ({
    status: method === 'GET' ? 200 : 500,
  }))
  await business.text(person.id, 'x')
  await person.writes('y')
  await hook.wait(1)
  await fetch(`${business.emulators.url}/_control/reset`, { method: 'POST' })
  await new Promise((resolve) => setTimeout(resolve, 50))
  assert.deepEqual(await business.control('GET', '/people'), [])
  assert.deepEqual(await business.control('GET', '/numbers'), [])
  assert.equal((await business.graph('GET', NUMBER)).status, 401)
})
