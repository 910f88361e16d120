import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openSandbox, request, TOKEN } from '../test-kit.ts'

test('tells a bot who it is', async (t) => {
  const sandbox = await openSandbox(t)
  const me = await sandbox.result('getMe')
  assert.equal(me.id, 7_100_000_001)
  assert.equal(me.is_bot, true)
  assert.equal(me.can_join_groups, true)
})

test('refuses wrong, malformed and revoked tokens', async (t) => {
  const sandbox = await openSandbox(t)
  const wrong = await sandbox.call('getMe', {}, `${TOKEN}x`)
  assert.deepEqual(wrong.body, { ok: false, error_code: 401, description: 'Unauthorized' })
  const malformed = await sandbox.call('getMe', {}, 'nonsense')
  assert.deepEqual(malformed.body, { ok: false, error_code: 404, description: 'Not Found' })
  await sandbox.control('POST', '/bots/7100000001/revoke')
  assert.equal((await sandbox.call('getMe')).status, 401)
})

test('gives a new token when one is replaced', async (t) => {
  const sandbox = await openSandbox(t)
  const { token } = await sandbox.control('POST', '/bots/7100000001/revoke', { replace: true })
  assert.equal((await sandbox.call('getMe')).status, 401)
  assert.equal((await sandbox.call('getMe', {}, token)).status, 200)
})

test('knows methods in any case and by argument', async (t) => {
  const sandbox = await openSandbox(t)
  assert.equal((await sandbox.call('GETME')).status, 200)
  assert.equal((await request('GET', `${sandbox.apiRoot}/bot${TOKEN}?method=getMe`)).status, 200)
  assert.equal(await sandbox.refusal('getNothing'), 'Not Found: method not found')
})

test('answers what cannot be read without a body', async (t) => {
  const sandbox = await openSandbox(t)
  const post = (body: string, type: string) =>
    fetch(`${sandbox.apiRoot}/bot${TOKEN}/getMe`, {
      method: 'POST',
      body,
      headers: { 'content-type': type },
    })
  const broken = await post('{"chat_id":', 'application/json')
  assert.deepEqual([broken.status, await broken.text()], [400, ''])
  const huge = await post(`text=${'x'.repeat(1_100_000)}`, 'application/x-www-form-urlencoded')
  assert.deepEqual([huge.status, await huge.text()], [413, ''])
})

test('takes arguments from query, form and JSON', async (t) => {
  const sandbox = await openSandbox(t)
  const { id } = await sandbox.acquaintance('Ирина')
  const url = `${sandbox.apiRoot}/bot${TOKEN}/sendMessage`
  const form = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ chat_id: String(id), text: 'из формы' }),
  })
  assert.equal(form.status, 200)
  const query = await request('GET', `${url}?chat_id=${id}&text=${encodeURIComponent('из адреса')}`)
  assert.equal(query.body.result.text, 'из адреса')
})

test('reads a JSON null as the word', async (t) => {
  const sandbox = await openSandbox(t)
  const { id } = await sandbox.acquaintance('Ирина')
  assert.equal((await sandbox.result('sendMessage', { chat_id: id, text: null })).text, 'null')
  assert.equal(
    await sandbox.refusal('sendMessage', { chat_id: id, text: 'x', reply_markup: null }),
    'Bad Request: object expected as reply markup',
  )
})

test('makes the same bot once', async (t) => {
  const sandbox = await openSandbox(t)
  const again = await sandbox.createBot({ name: 'Another' })
  assert.equal(again.name, 'Acme')
  assert.equal((await sandbox.control('GET', '/bots')).length, 1)
})
