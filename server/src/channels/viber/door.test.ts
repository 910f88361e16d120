import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import type { WebhookRequest } from '../contract.ts'
import { ForgedWebhookError } from '../errors.ts'
import { openFixtures } from '../suite/fixtures.ts'
import { door } from './door.ts'

const fixtures = openFixtures(import.meta.url)
const request = (body: Buffer, more: Partial<WebhookRequest> = {}): WebhookRequest => ({
  method: 'POST',
  headers: {},
  query: {},
  body,
  ...more,
})

describe('a signature', () => {
  const known = [
    {
      token: '44b935abea139fd6-53fa53b32559c4a6-12dbd3d883b06835',
      body: '{"event":"unsubscribed","timestamp":1516678387902,"user_id":"KMMqtlNTDxIm/5bZhdQ5uA==","message_token":5136431130449316903}',
      signature: 'd84d8648b402a2737838fea4da41d903d1af1aed92466b1758828ad27e31a9f9',
    },
    {
      token: '44dafb7e0f40021e-61a47a1e6778d187-f2c5a676a07050b3',
      body: '{"event":"webhook","timestamp":4977069964384421269,"message_token":1478683725125}',
      signature: 'd21b343448c8aee33b8e93768ef6ceb64a6ba6163099973a2b8bd028fea510ef',
    },
  ]
  for (const { token, body, signature } of known) {
    test(`is over the bytes with the token: ${signature.slice(0, 6)}`, () => {
      const inHeader = { headers: { 'x-viber-content-signature': signature } }
      door.authenticate(request(Buffer.from(body), inHeader), { token })
      door.authenticate(request(Buffer.from(body), { query: { sig: signature } }), { token })
      const changed = request(Buffer.from(`${body} `), inHeader)
      assert.throws(() => door.authenticate(changed, { token }), ForgedWebhookError)
    })
  }
})

describe('what is answered', () => {
  const token = '44b935abea139fd6-53fa53b32559c4a6-12dbd3d883b06835'
  const welcome = 'Здравствуйте. Напишите нам'

  test('to the check of a webhook is said at once, and nothing is kept', () => {
    assert.deepEqual(door.handshake(request(fixtures.read('webhook-check'))), {
      status: 200,
      body: '',
    })
    assert.equal(door.handshake(request(fixtures.read('text'))), undefined)
  })

  test('is a welcome to whoever has not subscribed yet', () => {
    const started = request(fixtures.read('conversation-started'))
    const answer = door.answer(started, { token, welcome })
    assert.partialDeepStrictEqual(JSON.parse(answer.body), { type: 'text', text: welcome })
    assert.equal(door.answer(started, { token }).body, '')
    const known = fixtures.read('conversation-started').toString().replace('false}', 'true}')
    assert.equal(door.answer(request(Buffer.from(known)), { token, welcome }).body, '')
  })

  test('is an empty body to everything else', () => {
    for (const name of fixtures.names.filter((each) => !each.startsWith('conversation-started'))) {
      const answer = door.answer(request(fixtures.read(name)), { token, welcome })
      assert.deepEqual(answer, { status: 200, body: '' }, name)
    }
  })
})
