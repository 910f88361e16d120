import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'

import { ForgedWebhookError } from '../../errors.ts'
import { describeChannel } from '../../suite/describe-channel.ts'
import { openFixtures } from '../../suite/fixtures.ts'
import { whatsapp } from '../index.ts'
import type { CloudSettings } from '../settings.ts'
import { door } from './door.ts'

const token = 'EAAG0123456789abcdefghijklmnopqrstuvwxyz'
const appSecret = '0c4f2f6a9d3e4b7c8a1d5e6f7a8b9c0A'

const refusal = (status: number, code: number, details: string) => ({
  status,
  body: JSON.stringify({
    error: {
      message: `(#${code}) ${details}`,
      type: 'OAuthException',
      code,
      error_data: { messaging_product: 'whatsapp', details },
      fbtrace_id: 'Az8or2yhqkZfEZ',
    },
  }),
})
const sent = {
  messaging_product: 'whatsapp',
  contacts: [{ input: '79160000001', wa_id: '79160000001' }],
  messages: [{ id: 'wamid.HBgLNzkxNjAwMDAwMDEVAgARGBJB' }],
}

describeChannel({
  kind: whatsapp,
  settings: {
    provider: 'cloud',
    phoneNumberId: '106540352242922',
    accountId: '102290129340398',
    appId: '268041975523071',
    appSecret,
    token,
    webhookSecret: 'kQ3v-0123456789_abcdefghijklmnopqrstuvwxyzA',
  },
  webhookSecret: 'appSecret',
  secrets: [token, appSecret],
  fixtures: openFixtures(import.meta.url),
  unsupported: ['unsupported-poll', 'kind-from-the-future', 'interactive-without-body', 'flow'],
  webhook: (body, given = appSecret) => ({
    method: 'POST',
    headers: {
      'x-hub-signature-256': `sha256=${createHmac('sha256', given.toLowerCase()).update(body).digest('hex')}`,
    },
    query: {},
    body,
  }),
  withoutProof: (request) => ({ ...request, headers: {} }),
  answers: {
    sent: { body: JSON.stringify(sent) },
    throttled: {
      answer: refusal(400, 131056, 'Message failed to send: pair rate limit'),
      retryAfterMs: 6000,
    },
    wrongToken: refusal(401, 190, 'Error validating access token'),
    serverErrors: [
      refusal(500, 131000, 'Something went wrong'),
      { status: 502, body: '<html>Bad Gateway</html>' },
      { status: 504, body: '' },
      { status: 200, body: '<html>It works</html>' },
      { status: 200, body: '{"messages":[]}' },
    ],
  },
})

test('[H-02] a signature is of the bytes: the same words written otherwise are refused', () => {
  const raw = Buffer.from(
    '{ "entry" : [ {"text":"\\u041f\\u0440\\u0438\\u0432\\u0435\\u0442 \\ud83d\\ude00 и 😀"}\n ] ,\t"object":"whatsapp"}',
  )
  const signature = `sha256=${createHmac('sha256', appSecret).update(raw).digest('hex')}`
  const call = (body: Buffer) => ({
    ...{ method: 'POST', headers: { 'x-hub-signature-256': signature }, query: {}, body },
  })
  const settings = { appSecret } as CloudSettings
  door.authenticate(call(raw), settings)
  const again = Buffer.from(JSON.stringify(JSON.parse(raw.toString())))
  assert.throws(() => door.authenticate(call(again), settings), ForgedWebhookError)
})
