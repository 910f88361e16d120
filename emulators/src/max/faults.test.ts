import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { startEmulators } from '../index.ts'
import { openReceiver } from '../test-kit.ts'
import { BOT, Messenger, openMessenger, TOKEN } from './test-kit.ts'

test('fails calls on demand, before and after they are executed', async (t) => {
  const messenger = await openMessenger(t)
  const person = await messenger.acquaintance('Анна')
  const send = () => messenger.call(`POST /messages?user_id=${person.id}`, { body: { text: 'а' } })
  const count = async () => (await messenger.bot('GET', '/sent')).length
  await messenger.fault({ kind: 'too-many-requests', retryAfter: 7, count: 1 })
  const limited = await send()
  assert.equal(limited.status, 429)
  assert.equal(limited.headers.get('retry-after'), '7')
  await messenger.fault({ kind: 'server-error', status: 503, count: 1 })
  const broken = await send()
  assert.equal(broken.status, 503)
  assert.match(broken.text, /^<html>/)
  await messenger.fault({ kind: 'refuse', status: 403, error: 'access.denied', count: 1 })
  assert.equal((await send()).body.code, 'access.denied')
  await messenger.fault({ kind: 'failure', description: 'Нельзя', count: 1 })
  assert.deepEqual((await send()).body, { success: false, message: 'Нельзя' })
  await messenger.fault({ kind: 'unauthorized', count: 1 })
  assert.equal((await send()).status, 401)
  assert.equal(await count(), 0)
  await messenger.fault({ kind: 'answer-lost', count: 1 })
  await assert.rejects(send())
  assert.equal(await count(), 1)
  await messenger.fault({ kind: 'garbage', count: 1 })
  assert.equal((await send()).body, undefined)
  assert.equal(await count(), 2)
  // An ambiguous answer is cleared up by reading the dialog back.
  const { messages } = await messenger.result(`GET /messages?chat_id=${person.chatId}`)
  assert.equal(messages.length, 3)
  assert.equal((await send()).status, 200)
})

test('accepts and drops, stays silent, answers slowly', async (t) => {
  const messenger = await openMessenger(t)
  const person = await messenger.acquaintance('Анна')
  await messenger.fault({ kind: 'dropped', count: 1, chat: person.id })
  assert.ok((await messenger.send(person, { text: 'в никуда' })).body.mid)
  assert.equal((await person.lastSeen()).content.text, 'Здравствуйте')
  await messenger.fault({ kind: 'unanswered', count: 1 })
  const asked = fetch(`${messenger.url}/messages?user_id=${person.id}`, {
    method: 'POST',
    headers: { authorization: TOKEN },
    body: '{"text":"а"}',
    signal: AbortSignal.timeout(200),
  })
  await assert.rejects(asked)
  await messenger.fault({ kind: 'slow', count: 1, ms: 20_000 })
  const startedAt = performance.now()
  await messenger.result('GET /me')
  assert.ok(performance.now() - startedAt > 190)
})

test('lets the old token die, and keeps the subscription', async (t) => {
  const messenger = await openMessenger(t)
  await messenger.result('POST /subscriptions', { url: 'https://a.ru/' })
  const { token } = await messenger.bot('POST', '/revoke', { replace: true })
  assert.equal((await messenger.call('GET /me')).status, 401)
  const { body } = await messenger.call('GET /subscriptions', { token })
  assert.equal(body.subscriptions.length, 1)
  await messenger.bot('POST', '/revoke')
  assert.equal((await messenger.call('GET /me', { token })).status, 401)
})

test('remembers everything after a restart', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'otklik-max-restart-'))
  t.after(() => rm(dataDir, { recursive: true, force: true }))
  const before = new Messenger(await startEmulators({ port: 0, dataDir, timeScale: 0.01 }))
  await before.control('POST', '/bots', { name: 'Верба Мебель', token: TOKEN })
  const refusing = await openReceiver(t, () => ({ status: 500 }))
  await before.result('POST /subscriptions', { url: refusing.url })
  const person = await before.acquaintance('Анна')
  await person.do('media', { kind: 'photo' })
  await refusing.wait(2)
  const buttons = [[{ type: 'callback', text: 'Да', payload: 'yes' }]]
  const attachments = [{ type: 'inline_keyboard', payload: { buttons } }]
  const sent = await before.send(person, { text: 'Верно?', attachments })
  await before.fault({ kind: 'garbage', chat: 42 })
  await before.emulators.close()

  const after = await openMessenger(t, { dataDir })
  assert.equal((await after.bot('GET', '/sent'))[0].messageId, sent.body.mid)
  assert.equal((await after.bot('GET', '/faults')).length, 1)
  // What the webhook has not taken is on its way again.
  await refusing.wait(4)
  const read = await after.result(`GET /messages/${sent.body.mid}`)
  const callbackId = read.body.attachments[0].callback_id
  await after.result(`POST /answers?callback_id=${callbackId}`, { notification: 'Да' })
  const { messages } = await after.result(`GET /messages?chat_id=${person.chatId}`)
  const photo = messages[1].body.attachments[0].payload.url
  assert.equal((await fetch(photo)).status, 200)
  const next = await after.send({ id: person.id } as typeof person, { text: 'ещё' })
  assert.ok(next.body.mid > sent.body.mid)
})

test('shows a phone for everybody who has one', async (t) => {
  const messenger = await openMessenger(t)
  const person = await messenger.person('Анна', { bot: BOT })
  await messenger.person('Тень', { hasPhone: false })
  const phones = async () => {
    const response = await fetch(`${messenger.emulators.url}/_control/phones`)
    return (await response.json()) as { platform: string; person: { id: string } }[]
  }
  const mine = (await phones()).filter(({ platform }) => platform === 'max')
  assert.deepEqual(
    mine.map(({ person: { id } }) => id),
    [String(person.id)],
  )
  const look = await fetch(`${messenger.emulators.url}/page/max/look.js`)
  assert.equal(look.status, 200)
})
