import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventually, openReceiver, openSandbox } from '../test-kit.ts'

test('asks to slow down as often as told', async (t) => {
  const sandbox = await openSandbox(t)
  const { id } = await sandbox.acquaintance('Ирина')
  await sandbox.fault({ kind: 'too-many-requests', retryAfter: 14, count: 1 })
  const refused = await sandbox.call('sendMessage', { chat_id: id, text: 'x' })
  assert.equal(refused.headers.get('retry-after'), '14')
  assert.deepEqual(refused.body, {
    ok: false,
    error_code: 429,
    description: 'Too Many Requests: retry after 14',
    parameters: { retry_after: 14 },
  })
  await sandbox.result('sendMessage', { chat_id: id, text: 'x' })
})

test('concerns one chat if told so', async (t) => {
  const sandbox = await openSandbox(t)
  const [ill, well] = [await sandbox.acquaintance('Олег'), await sandbox.acquaintance('Ирина')]
  await sandbox.fault({ kind: 'server-error', chat: ill.id })
  const refused = await sandbox.call('sendMessage', { chat_id: ill.id, text: 'x' })
  assert.equal(refused.status, 502)
  assert.match(refused.body, /^<html>/)
  await sandbox.result('sendMessage', { chat_id: well.id, text: 'x' })
  assert.equal((await sandbox.sent()).length, 1)
})

test('loses an answer after sending', async (t) => {
  const sandbox = await openSandbox(t)
  const { id } = await sandbox.acquaintance('Ирина')
  await sandbox.fault({ kind: 'answer-lost', count: 1 })
  await assert.rejects(sandbox.call('sendMessage', { chat_id: id, text: 'дошло' }))
  assert.equal((await sandbox.sent())[0].text, 'дошло')
})

test('answers with garbage after sending', async (t) => {
  const sandbox = await openSandbox(t)
  const { id } = await sandbox.acquaintance('Ирина')
  await sandbox.fault({ kind: 'garbage', count: 1 })
  const answer = await sandbox.call('sendMessage', { chat_id: id, text: 'дошло' })
  assert.deepEqual([answer.status, answer.body], [200, '{"ok":tru'])
  assert.equal((await sandbox.sent()).length, 1)
})

test('stays silent without sending', async (t) => {
  const sandbox = await openSandbox(t)
  const { id } = await sandbox.acquaintance('Ирина')
  await sandbox.fault({ kind: 'unanswered' })
  const url = `${sandbox.apiRoot}/bot7100000001:AAtesttesttesttesttesttesttesttestt/sendMessage`
  await assert.rejects(
    fetch(`${url}?chat_id=${id}&text=x`, { signal: AbortSignal.timeout(60) }),
    /timeout/,
  )
  assert.deepEqual(await sandbox.sent(), [])
})

test('answers slowly, and with any refusal', async (t) => {
  const sandbox = await openSandbox(t)
  const { id } = await sandbox.acquaintance('Ирина')
  await sandbox.fault({ kind: 'slow', ms: 5000 })
  await sandbox.fault({
    kind: 'refuse',
    status: 403,
    description: 'CHAT_WRITE_FORBIDDEN',
    count: 1,
  })
  const startedAt = performance.now()
  assert.equal(
    await sandbox.refusal('sendMessage', { chat_id: id, text: 'x' }),
    'Forbidden: CHAT_WRITE_FORBIDDEN',
  )
  assert.ok(performance.now() - startedAt >= 45)
})

test('revokes a token for a while', async (t) => {
  const sandbox = await openSandbox(t)
  const { id } = await sandbox.fault({ kind: 'unauthorized' })
  assert.equal(await sandbox.refusal('getMe'), 'Unauthorized')
  await sandbox.control('DELETE', `/bots/7100000001/faults/${id}`)
  await sandbox.result('getMe')
})

test('repeats the bad luck of a seed', async (t) => {
  const sandbox = await openSandbox(t)
  const { id } = await sandbox.acquaintance('Ирина')
  const run = async () => {
    await sandbox.control('DELETE', '/bots/7100000001/faults')
    await sandbox.fault({ kind: 'refuse', description: 'x', probability: 0.5, seed: 7 })
    const statuses: number[] = []
    for (let i = 0; i < 12; i++)
      statuses.push((await sandbox.call('sendMessage', { chat_id: id, text: 'x' })).status)
    return statuses.join()
  }
  const first = await run()
  assert.ok(first.includes('200') && first.includes('400'))
  assert.equal(await run(), first)
})

test('delivers an update twice', async (t) => {
  const sandbox = await openSandbox(t)
  const receiver = await openReceiver(t)
  await sandbox.result('setWebhook', { url: receiver.url })
  await sandbox.fault({ kind: 'duplicate', count: 1 })
  const person = await sandbox.acquaintance('Ирина')
  await receiver.wait(2)
  await person.writes('один раз')
  await receiver.wait(3)
  const ids = receiver.received.map(({ update }) => update.update_id)
  assert.deepEqual(ids, [ids[0], ids[0], ids[0] + 1])
})

test('lets later updates pass the one held', async (t) => {
  const sandbox = await openSandbox(t)
  const receiver = await openReceiver(t)
  await sandbox.result('setWebhook', { url: receiver.url })
  await sandbox.fault({ kind: 'reorder', ms: 3_600_000, count: 1 })
  const person = await sandbox.person('Ирина')
  await person.writes('раз')
  await person.writes('два')
  await receiver.wait(1)
  sandbox.emulators.advance(3_600_000)
  await receiver.wait(2)
  assert.deepEqual(
    receiver.received.map(({ update }) => update.message.text),
    ['два', 'раз'],
  )
})

test('loses an update for good', async (t) => {
  const sandbox = await openSandbox(t)
  await sandbox.fault({ kind: 'lost-update', count: 1 })
  const person = await sandbox.person('Ирина')
  await person.writes('пропало')
  await person.writes('дошло')
  assert.deepEqual(
    (await sandbox.updates()).map((update) => update.message.text),
    ['дошло'],
  )
  assert.deepEqual(
    (await sandbox.deliveries()).map((delivery) => delivery.droppedAs),
    ['lost', undefined],
  )
  await eventually(async () => (await person.sees()).messages[1].progress === 'taken')
  assert.equal((await person.sees()).messages[0].progress, 'sent')
})
