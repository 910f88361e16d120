import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json } from '../test-kit.ts'
import { GROUP, KEY, openNetwork } from './test-kit.ts'

test('fails calls on demand, before and after they are executed', async (t) => {
  const network = await openNetwork(t)
  const person = await network.acquaintance('Ирина')
  const params = { peer_id: person.id, random_id: 0, message: 'а' }
  const refusal = () => network.refusal('messages.send', params)
  const count = async () => (await network.community('GET', '/sent')).length
  const codes = [
    [{ kind: 'too-many-requests' }, 6],
    [{ kind: 'too-many-requests', code: 9 }, 9],
    [{ kind: 'captcha' }, 14],
    [{ kind: 'refuse' }, 10],
    [{ kind: 'refuse', code: 15 }, 15],
    [{ kind: 'unauthorized' }, 5],
    [{ kind: 'no-rights' }, 7],
  ] as const
  for (const [fault, code] of codes) {
    await network.fault({ ...fault, count: 1 })
    assert.equal(await refusal(), code)
  }
  await network.fault({ kind: 'server-error', count: 1, status: 500 })
  await assert.rejects(refusal(), /500/)
  assert.equal(await count(), 0)
  await network.fault({ kind: 'answer-lost', count: 1 })
  await assert.rejects(refusal())
  assert.equal(await count(), 1)
  await network.fault({ kind: 'garbage', count: 1 })
  await assert.rejects(refusal())
  assert.equal(await count(), 2)
  assert.equal(await refusal(), undefined)
})

test('accepts and drops on demand', async (t) => {
  const network = await openNetwork(t)
  const poll = await network.poll('message_reply')
  const person = await network.acquaintance('Ирина')
  await network.fault({ kind: 'dropped', count: 1 })
  assert.ok(await network.send(person.id, 'в никуда'))
  assert.equal((await person.lastSeen()).text, 'Здравствуйте')
  assert.deepEqual(await poll.take(), [])
})

test('stays silent, and answers slowly', async (t) => {
  const network = await openNetwork(t)
  const person = await network.acquaintance('Ирина')
  await network.fault({ kind: 'unanswered', count: 1 })
  const form = `v=5.199&access_token=${KEY}&random_id=0&message=a&peer_id=${person.id}`
  const asked = fetch(`${network.url}/method/messages.send?${form}`, {
    signal: AbortSignal.timeout(200),
  })
  await assert.rejects(asked)
  await network.fault({ kind: 'slow', count: 1, ms: 20_000 })
  const startedAt = performance.now()
  await network.send(person.id, 'не спеша')
  assert.ok(performance.now() - startedAt > 190)
})

test('forgets keys that were revoked and rights that were taken', async (t) => {
  const network = await openNetwork(t)
  const person = await network.acquaintance('Ирина')
  const params = { peer_id: person.id, random_id: 0, message: 'а' }
  await network.control('PATCH', '/tokens', { token: KEY, rights: ['photos'] })
  assert.equal(await network.refusal('messages.send', params), 7)
  const rights = await network.result('groups.getTokenPermissions')
  assert.deepEqual(rights, { mask: 4, permissions: [{ name: 'photos', setting: 4 }] })
  await network.community('POST', '/revoke')
  assert.equal(await network.refusal('messages.send', params), 5)
})

test('shows each kind of key what it may', async (t) => {
  const network = await openNetwork(t)
  const anna = await network.person('Анна')
  const user = await network.userToken(anna.id)
  const service = await network.control('POST', '/tokens', { kind: 'service' })
  assert.equal(await network.refusal('groups.get'), 27)
  assert.equal(await network.refusal('messages.send', {}, service.value), 28)
  assert.equal(await network.refusal('groups.getById', {}, user), 100)
  const { groups } = await network.result('groups.getById')
  assert.equal(groups[0].id, GROUP)
  const old = await network.result('groups.getById', { v: '5.120' })
  assert.equal(old[0].name, 'Верба Мебель')
  const found = await network.result('utils.resolveScreenName', { screen_name: `club${GROUP}` })
  assert.deepEqual(found, { type: 'group', object_id: GROUP })
})

test('lists communities of an administrator page by page', async (t) => {
  const network = await openNetwork(t)
  const anna = await network.person('Анна')
  for (const [i, level] of [3, 3, 1].entries())
    await network.control('POST', '/communities', {
      ...{ name: `Сообщество ${i}`, admins: { [anna.id]: level } },
    })
  const key = await network.userToken(anna.id)
  const list = (params: object) => network.result('groups.get', { filter: 'admin', ...params }, key)
  assert.equal((await list({})).count, 2)
  const page: Json = await list({ extended: 1, count: 1, offset: 1 })
  assert.deepEqual(
    [page.count, page.items[0].name, page.items[0].admin_level],
    [2, 'Сообщество 1', 3],
  )
  await new Promise((resolve) => setTimeout(resolve, 1000))
  assert.equal((await list({ filter: 'moder' })).count, 3)
  assert.equal(await network.refusal('groups.get', {}, await network.userToken(anna.id, [])), 7)
})
