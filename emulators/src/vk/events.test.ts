import assert from 'node:assert/strict'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { startEmulators } from '../index.ts'
import { eventually, type Json, openReceiver, type Reply } from '../test-kit.ts'
import { GROUP, Network, openNetwork } from './test-kit.ts'

type Answer = (update: Json, count: number) => Reply

/** A server of the community that confirms itself, and then answers as told. */
async function hook(t: Json, network: Network, answer: Answer = () => ({ body: 'ok' })) {
  let code = ''
  const learnCode = async () => {
    const answer = await network.result('groups.getCallbackConfirmationCode', { group_id: GROUP })
    code = answer.code
  }
  await learnCode()
  const receiver = await openReceiver(t, (update, count) =>
    update.type === 'confirmation' ? { body: code } : answer(update, count),
  )
  const { server_id } = await network.result('groups.addCallbackServer', {
    ...{ group_id: GROUP, url: receiver.url, title: 'Отклик', secret_key: 's3cr3t' },
  })
  const status = async () => {
    const { items } = await network.result('groups.getCallbackServers', { group_id: GROUP })
    return items.find(({ id }: Json) => id === server_id)?.status
  }
  await eventually(async () => (await status()) === 'ok')
  const settings = { group_id: GROUP, server_id, message_new: 1, message_allow: 0 }
  await network.result('groups.setCallbackSettings', settings)
  return { receiver, server_id, status, learnCode }
}

const eventsOf = (received: Json[]) =>
  received.filter(({ update }) => update.type !== 'confirmation')

test('confirms a server by its code and delivers with the secret', async (t) => {
  const network = await openNetwork(t)
  const { receiver } = await hook(t, network)
  const { update: confirmation } = receiver.received[0]!
  assert.deepEqual([confirmation.type, confirmation.group_id], ['confirmation', GROUP])
  assert.equal(confirmation.object, undefined)
  const person = await network.acquaintance('Ирина')
  const [, delivered] = await receiver.wait(2)
  const { type, event_id, v, secret, object } = delivered!.update
  assert.deepEqual([type, v, secret], ['message_new', '5.199', 's3cr3t'])
  assert.match(event_id, /^[0-9a-f]{40}$/)
  assert.equal(object.message.peer_id, person.id)
  const [delivery] = (await network.community('GET', '/deliveries')).slice(-1)
  assert.ok(delivery.acknowledgedAt)
})

test('refuses a server that answers with another code', async (t) => {
  const network = await openNetwork(t)
  const receiver = await openReceiver(t, () => ({ body: 'ok' }))
  const params = { group_id: GROUP, url: receiver.url, title: 'Отклик' }
  await network.result('groups.addCallbackServer', params)
  await eventually(async () => {
    const { items } = await network.result('groups.getCallbackServers', { group_id: GROUP })
    return items[0].status === 'failed'
  })
})

test('limits servers, titles and secrets', async (t) => {
  const network = await openNetwork(t)
  const add = (more: object) =>
    network.refusal('groups.addCallbackServer', {
      ...{ group_id: GROUP, url: 'http://127.0.0.1:9/hook', title: 'Отклик', ...more },
    })
  assert.equal(await add({ title: 'а'.repeat(15) }), 100)
  assert.equal(await add({ secret_key: 'а'.repeat(51) }), 100)
  assert.equal(await add({ url: 'shop' }), 100)
  for (let i = 0; i < 10; i++) assert.equal(await add({}), undefined)
  assert.equal(await add({}), 2000)
})

test('comes again with a counter until the body is exactly ok', async (t) => {
  const network = await openNetwork(t)
  const bodies = ['OK', '"ok"', 'ok\n', 'ok']
  const { receiver } = await hook(t, network, () => ({ body: bodies.shift() ?? 'ok' }))
  // The waits are scaled by a hundred: 18 s, a minute, five.
  await network.acquaintance('Ирина')
  await receiver.wait(5)
  const tries = eventsOf(receiver.received)
  assert.deepEqual(
    tries.map(({ headers }) => headers['x-retry-counter']),
    [undefined, '1', '2', '3'],
  )
  assert.equal(new Set(tries.map(({ update }) => update.event_id)).size, 1)
})

test('waits as long as Retry-After asks', async (t) => {
  const network = await openNetwork(t)
  const at = () => new Date(Date.now() + 30_000).toUTCString()
  const { receiver } = await hook(t, network, (_update, count) =>
    count === 2 ? { status: 503, headers: { 'retry-after': at() } } : { body: 'ok' },
  )
  await network.acquaintance('Ирина')
  const [, first, second] = await receiver.wait(3)
  const waited = second!.at - first!.at
  assert.ok(waited > 250 && waited < 2000, String(waited))
})

test('gives a server up after ten errors in a row, until it confirms again', async (t) => {
  const network = await openNetwork(t)
  let isBroken = true
  const answer = () => (isBroken ? { status: 500 } : { body: 'ok' })
  const { receiver, server_id, status, learnCode } = await hook(t, network, answer)
  const person = await network.person('Ирина')
  for (let i = 0; i < 10; i++) await person.do('text', { text: `сообщение ${i}` })
  await eventually(async () => (await status()) === 'failed')
  isBroken = false
  const before = receiver.received.length
  await person.do('text', { text: 'никто не слышит' })
  assert.equal(receiver.received.length, before)
  await learnCode()
  assert.equal((await network.community('POST', `/servers/${server_id}/confirm`)).status, 'ok')
  // What had been waiting comes now, what happened meanwhile does not.
  const taken = async () =>
    (await network.community('GET', '/deliveries')).filter(
      (one: Json) => one.type === 'message_new' && one.acknowledgedAt,
    ).length
  await eventually(async () => (await taken()) === 10)
  assert.equal(await taken(), 10)
})

test('removes a server that asks for it', async (t) => {
  const network = await openNetwork(t)
  const { status } = await hook(t, network, () => ({ body: 'remove' }))
  await network.acquaintance('Ирина')
  await eventually(async () => (await status()) === undefined)
})

test('asks a server again for a code that has changed', async (t) => {
  const network = await openNetwork(t)
  const { server_id } = await hook(t, network)
  const { status } = await network.community('POST', `/servers/${server_id}/confirm`)
  assert.equal(status, 'failed')
})

test('tells polls when their history, key or count is gone', async (t) => {
  const network = await openNetwork(t)
  const poll = await network.poll('message_new')
  assert.deepEqual(await poll.ask(), { ts: '1', updates: [] })
  await network.acquaintance('Ирина')
  const answer = await poll.ask()
  assert.equal(answer.ts, '2')
  assert.equal(answer.updates[0].secret, undefined)
  assert.deepEqual(await poll.ask(), answer)
  await network.community('POST', '/poll', { forget: true })
  assert.deepEqual(await poll.ask(), { failed: 1, ts: 2 })
  poll.ts = '99'
  assert.deepEqual(await poll.ask(), { failed: 3 })
  await network.community('POST', '/poll')
  assert.deepEqual(await poll.ask(), { failed: 2 })
})

test('sends every event to servers and polls alike, under one event_id', async (t) => {
  const network = await openNetwork(t)
  const { receiver } = await hook(t, network)
  const poll = await network.poll('message_new')
  await network.acquaintance('Ирина')
  const [update] = await poll.take()
  await receiver.wait(2)
  assert.equal(receiver.received[1]!.update.event_id, update.event_id)
})

test('loses, doubles, holds back and spoils events on demand', async (t) => {
  const network = await openNetwork(t)
  const poll = await network.poll('message_new')
  const person = await network.acquaintance('Ирина')
  await poll.take()
  const write = (text: string) => person.do('text', { text })
  const texts = async () => (await poll.take()).map((update: Json) => update.object.message.text)
  await network.fault({ kind: 'lost-update', count: 1, chat: person.id })
  await write('потеряно')
  await network.fault({ kind: 'duplicate', count: 1 })
  await write('дважды')
  assert.deepEqual(await texts(), ['дважды', 'дважды'])
  await network.fault({ kind: 'reorder', count: 1, ms: 20_000 })
  await write('первое')
  await write('второе')
  await eventually(async () => (await network.community('GET', '/deliveries')).length > 4)
  assert.deepEqual(await texts(), ['второе'])
  await eventually(async () => (await texts())[0] === 'первое')
  await network.fault({ kind: 'escaped', count: 1 })
  await write('<b> & "да"')
  assert.deepEqual(await texts(), ['&lt;b&gt; &amp; &quot;да&quot;'])
  await network.fault({ kind: 'cropped', count: 1 })
  await write('длинное '.repeat(20))
  const [cropped] = await poll.take()
  assert.equal(cropped.object.message.is_cropped, true)
  await network.community('POST', '/events', {})
  assert.equal((await poll.take())[0].type, 'brand_new_event')
})

test('remembers everything after a restart', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'otklik-vk-restart-'))
  const emulators = await startEmulators({ port: 0, timeScale: 0.01, dataDir })
  const before = new Network(emulators)
  await before.control('POST', '/communities', { name: 'Верба Мебель', id: GROUP, token: 'key' })
  const flags = { group_id: GROUP, enabled: 1, message_new: 1 }
  await before.result('groups.setLongPollSettings', flags, 'key')
  const person = await before.acquaintance('Ирина')
  await person.do('media', { kind: 'photo' })
  const send = { peer_id: person.id, random_id: 9, message: 'ответ' }
  const id = await before.result('messages.send', send, 'key')
  await person.do('comment', { kind: 'market', text: 'Есть в синем?' })
  await before.fault({ kind: 'garbage', chat: 42 })
  await emulators.close()

  const after = await openNetwork(t, { dataDir })
  assert.equal(await after.result('messages.send', send, 'key'), id)
  const { key } = await after.result('groups.getLongPollServer', { group_id: GROUP }, 'key')
  const url = `${after.url}/lp/${GROUP}?act=a_check&key=${key}&ts=1&wait=1`
  const answer: Json = await (await fetch(url)).json()
  assert.equal(answer.updates.length, 2)
  const { sizes } = answer.updates[1].object.message.attachments[0].photo
  assert.equal((await fetch(sizes[0].url)).status, 200)
  const [product] = await after.community('GET', '/places')
  assert.equal(product.comments[0].text, 'Есть в синем?')
  assert.equal((await after.community('GET', '/faults')).length, 1)
})
