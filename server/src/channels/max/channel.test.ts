import { describeChannel } from '../suite/describe-channel.ts'
import { openFixtures } from '../suite/fixtures.ts'
import { max } from './index.ts'

const token = 'f9LHodD0cOK1-abcdefghijklmnopqrstuvwxyz0123456789'
const secret = 'kQ3v-0123456789_abcdefghijklmnopqrstuvwxyzA'

const refusal = (status: number, code: string, message: string, headers = {}) => ({
  status,
  headers,
  body: JSON.stringify({ code, message }),
})
const sent = {
  message: {
    recipient: { chat_id: 157_679_766, chat_type: 'dialog', user_id: 501 },
    timestamp: 1_790_000_105_456,
    body: { mid: 'mid.000000000966009601a0c45207f004b4', text: 'Добрый день' },
  },
}

describeChannel({
  kind: max,
  settings: { token, webhookSecret: secret },
  webhookSecret: 'webhookSecret',
  secrets: [token, secret],
  fixtures: openFixtures(import.meta.url),
  unsupported: ['kind-from-the-future', 'empty'],
  webhook: (body, given = secret) => ({
    method: 'POST',
    headers: { 'x-max-bot-api-secret': given },
    query: {},
    body,
  }),
  withoutProof: (request) => ({ ...request, headers: {} }),
  answers: {
    sent: { body: JSON.stringify(sent) },
    throttled: {
      answer: refusal(429, 'too.many.requests', 'Too many requests', { 'retry-after': '14' }),
      retryAfterMs: 14_000,
    },
    blocked: refusal(403, 'chat.denied', 'error.dialog.suspended'),
    wrongToken: refusal(401, 'verify.token', 'Invalid access_token'),
    serverErrors: [
      refusal(500, 'internal', 'Internal error'),
      { status: 502, body: '<html>Bad Gateway</html>' },
      { status: 504, body: '' },
      { status: 200, body: '<html>It works</html>' },
      { status: 200, body: '{"message":"another shape"}' },
    ],
  },
})
