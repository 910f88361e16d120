import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventually, openReceiver, openSandbox } from '../test-kit.ts'

test('repeats updates until they are confirmed', async (t) => {
  const sandbox = await openSandbox(t)
  await sandbox.acquaintance('Ирина')
  const [first] = await sandbox.result('getUpdates')
  const [again] = await sandbox.result('getUpdates', { offset: first.update_id })
  assert.equal(again.update_id, first.update_id)
  assert.deepEqual(await sandbox.result('getUpdates', { offset: first.update_id + 1 }), [])
  const [delivery] = await sandbox.deliveries()
  assert.ok(delivery.acknowledgedAt)
})

test('keeps only the last for a negative offset', async (t) => {
  const sandbox = await openSandbox(t)
  const person = await sandbox.acquaintance('Ирина')
  for (const text of ['раз', 'два', 'три']) await person.writes(text)
  const updates = await sandbox.result('getUpdates', { offset: -1 })
  assert.deepEqual(
    updates.map((update: { message: { text: string } }) => update.message.text),
    ['три'],
  )
  assert.equal((await sandbox.result('getWebhookInfo')).pending_update_count, 1)
})

test('answers a long poll when something comes', async (t) => {
  const sandbox = await openSandbox(t, { timeScale: 1 })
  const person = await sandbox.person('Ирина')
  const poll = sandbox.result('getUpdates', { timeout: 50 })
  await person.writes('привет')
  assert.equal((await poll)[0].message.text, 'привет')
})

test('ends an empty long poll in time', async (t) => {
  const sandbox = await openSandbox(t)
  const startedAt = performance.now()
  assert.deepEqual(await sandbox.result('getUpdates', { timeout: 10 }), [])
  assert.ok(performance.now() - startedAt >= 95)
})

test('tells the older of two pollers to go', async (t) => {
  const sandbox = await openSandbox(t)
  const older = sandbox.refusal('getUpdates', { timeout: 50 })
  await new Promise((resolve) => setTimeout(resolve, 20))
  const newer = sandbox.result('getUpdates', { timeout: 1 })
  assert.equal(
    await older,
    'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
  )
  assert.deepEqual(await newer, [])
})

test('allows a webhook or polling, not both', async (t) => {
  const sandbox = await openSandbox(t)
  const receiver = await openReceiver(t)
  const poll = sandbox.refusal('getUpdates', { timeout: 50 })
  await new Promise((resolve) => setTimeout(resolve, 20))
  await sandbox.result('setWebhook', { url: receiver.url })
  assert.equal(await poll, 'Conflict: terminated by setWebhook request')
  assert.match(await sandbox.refusal('getUpdates'), /^Conflict: can't use getUpdates method while/)
})

test('sends only the kinds asked for', async (t) => {
  const sandbox = await openSandbox(t)
  const person = await sandbox.acquaintance('Ирина')
  await sandbox.updates()
  await person.do('reaction', { messageId: 1, emoji: ['❤'] })
  assert.deepEqual(await sandbox.updates(), [])
  await sandbox.result('getUpdates', { allowed_updates: ['message_reaction'] })
  await person.writes('не придёт')
  await person.do('reaction', { messageId: 1, emoji: [] })
  const [update, ...others] = await sandbox.updates()
  assert.deepEqual(update.message_reaction.old_reaction, [{ type: 'emoji', emoji: '❤' }])
  assert.deepEqual(others, [])
  await sandbox.result('getUpdates', { allowed_updates: [] })
  await person.writes('снова как обычно')
  assert.equal((await sandbox.updates())[0].message.text, 'снова как обычно')
})

test('delivers what waited when a webhook is set', async (t) => {
  const sandbox = await openSandbox(t)
  const person = await sandbox.acquaintance('Ирина')
  await person.writes('ждёт')
  const receiver = await openReceiver(t)
  await sandbox.result('setWebhook', { url: receiver.url })
  await receiver.wait(2)
  await eventually(async () => (await sandbox.result('getWebhookInfo')).pending_update_count === 0)
  await sandbox.result('deleteWebhook')
  await person.writes('поздно')
  await sandbox.result('setWebhook', { url: receiver.url, drop_pending_updates: true })
  assert.equal((await sandbox.result('getWebhookInfo')).pending_update_count, 0)
})
