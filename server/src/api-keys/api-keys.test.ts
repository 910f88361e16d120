import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { ApiKey } from '@otklik/protocol/settings'

import { createTestCentre, type TestCentre } from '../testing/index.ts'

const HOUR_MS = 3_600_000

let centre: TestCentre
before(async () => {
  centre = await createTestCentre('telegram')
})

const owner = () => centre.owner.browser
const withKey = (key: string, method: 'GET' | 'POST', url: string, payload?: object) =>
  centre.app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(payload && { payload }),
  })

describe('a key of a program', () => {
  const make = async (more: object = {}) => {
    const body = {
      name: 'CRM',
      permissions: ['conversations.read', 'conversations.reply'],
      ...more,
    }
    const made = await owner().send('POST', '/api/v1/api-keys', body)
    assert.equal(made.statusCode, 201, made.body)
    return made.json<ApiKey & { key: string }>()
  }

  test('reads and writes in the name of its operator, and is never shown again', async () => {
    const { key, hint, id } = await make()
    assert.match(key, /^otkey_[\w-]{43}$/)
    const person = await centre.person('Олег')
    await person.does('text', { text: 'здравствуйте' })
    const conversation = await centre.conversationOf('Олег')
    const listed = await withKey(key, 'GET', '/api/v1/snapshot')
    assert.ok(
      listed.json().conversations.some((each: { id: string }) => each.id === conversation.id),
    )
    const path = `/api/v1/conversations/${conversation.id}/messages`
    const body = { clientId: 'from-the-crm', kind: 'message', text: 'Ваш заказ готов' }
    const reader = await make({ permissions: ['conversations.read'] })
    assert.equal((await withKey(reader.key, 'POST', path, body)).statusCode, 403)
    const sent = await withKey(key, 'POST', path, body)
    assert.equal(sent.statusCode, 201, sent.body)
    assert.equal(sent.json().author.id, centre.owner.operatorId)
    assert.equal((await withKey(key, 'POST', path, body)).statusCode, 200)
    const directory = await owner().get('/api/v1/api-keys')
    assert.equal(directory.body.includes(key.slice('otkey_'.length)), false)
    const listedKey = directory.json<{ keys: ApiKey[] }>().keys.find((each) => each.id === id)!
    assert.deepEqual([listedKey.hint, key.startsWith(hint)], [hint, true])
    assert.ok(listedKey.lastUsedAt)
  })

  test('sees no more than it was given, nor more than its operator', async () => {
    const narrow = await make({ scope: 'own' })
    const { conversations } = (await withKey(narrow.key, 'GET', '/api/v1/snapshot')).json()
    const { operatorId } = centre.owner
    assert.ok(
      conversations.every((each: { operatorId?: string }) => each.operatorId === operatorId),
    )
    const facts = await withKey(narrow.key, 'GET', '/api/v1/key')
    assert.deepEqual(facts.json().permissions, ['conversations.read', 'conversations.reply'])
    const supervisor = await centre.signUp('administrator', centre.owner)
    const theirs = await supervisor.browser.send('POST', '/api/v1/api-keys', {
      ...{ name: 'Склад', permissions: ['conversations.read'] },
    })
    const { key } = theirs.json()
    assert.equal((await withKey(key, 'GET', '/api/v1/key')).statusCode, 200)
    await owner().send('PATCH', `/api/v1/operators/${supervisor.operatorId}`, { isDisabled: true })
    await centre.database.query('update memberships set disabled_at = now() where user_id = $1', [
      supervisor.userId,
    ])
    assert.equal((await withKey(key, 'GET', '/api/v1/key')).statusCode, 401)
  })

  test('ends when it is revoked or its time is over, and keeps to its own limit', async () => {
    const limited = await make({ perMinute: 2, expiresInDays: 1 })
    const statuses = []
    for (let n = 0; n < 3; n++) {
      statuses.push((await withKey(limited.key, 'GET', '/api/v1/key')).statusCode)
    }
    assert.deepEqual(statuses, [200, 200, 429])
    const revoked = await make({ perMinute: 6000 })
    assert.equal((await owner().send('DELETE', `/api/v1/api-keys/${revoked.id}`)).statusCode, 204)
    assert.equal((await withKey(revoked.key, 'GET', '/api/v1/key')).statusCode, 401)
    const short = await make({ expiresInDays: 1 })
    centre.clock.advance(25 * HOUR_MS)
    const over = await withKey(short.key, 'GET', '/api/v1/key')
    centre.clock.advance(-25 * HOUR_MS)
    assert.equal(over.statusCode, 401)
    const { entries } = (await owner().get('/api/v1/audit?subject=api-key')).json()
    const actions = entries.map(({ action }: { action: string }) => action)
    assert.ok(actions.includes('created') && actions.includes('deleted'))
    for (const body of [
      { name: '', permissions: [] },
      { name: 'x', permissions: ['audit.read'] },
    ]) {
      assert.equal((await owner().send('POST', '/api/v1/api-keys', body)).statusCode, 422)
    }
  })
})
