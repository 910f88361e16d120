import { createHmac } from 'node:crypto'

import { describeChannel } from '../suite/describe-channel.ts'
import { openFixtures } from '../suite/fixtures.ts'
import { viber } from './index.ts'

const token = '445da6a1345c78bf-daccb2542a51e0fc-517480d9445da6aA'

const refusal = (status: number, status_message: string) => ({
  body: JSON.stringify({ status, status_message, chat_hostname: 'SN-376_' }),
})

describeChannel({
  kind: viber,
  settings: { token },
  webhookSecret: 'token',
  secrets: [token],
  fixtures: openFixtures(import.meta.url),
  unsupported: ['kind-from-the-future'],
  webhook: (body, given = token) => ({
    method: 'POST',
    headers: {
      'x-viber-content-signature': createHmac('sha256', given).update(body).digest('hex'),
    },
    query: {},
    body,
  }),
  withoutProof: (request) => ({ ...request, headers: {} }),
  answers: {
    sent: { body: '{"status":0,"status_message":"ok","message_token":5741311803571721087}' },
    throttled: { answer: refusal(12, 'tooManyRequests'), retryAfterMs: 10_000 },
    blocked: refusal(6, 'notSubscribed'),
    wrongToken: refusal(2, 'invalidAuthToken'),
    serverErrors: [
      { status: 500, body: '' },
      { status: 502, body: '<html>Bad Gateway</html>' },
      { status: 200, body: '<html>It works</html>' },
      { status: 200, body: '{"status":0,"status_message":"ok"}' },
    ],
  },
})
