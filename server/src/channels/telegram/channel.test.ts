import { describeChannel } from '../suite/describe-channel.ts'
import { openFixtures } from '../suite/fixtures.ts'
import { telegram } from './index.ts'

const token = '7100000001:AAabcdefghijklmnopqrstuvwxyzABCDEFG'
const secret = 'kQ3v-0123456789_abcdefghijklmnopqrstuvwxyzA'

const refusal = (error_code: number, description: string, parameters?: object) => ({
  status: error_code,
  body: JSON.stringify({ ok: false, error_code, description, parameters }),
})

describeChannel({
  kind: telegram,
  settings: { token, webhookSecret: secret },
  webhookSecret: 'webhookSecret',
  secrets: [token, token.split(':')[1]!, secret],
  fixtures: openFixtures(import.meta.url),
  unsupported: ['dice', 'poll', 'story', 'kind-from-the-future'],
  webhook: (body, given = secret) => ({
    method: 'POST',
    headers: { 'x-telegram-bot-api-secret-token': given },
    query: {},
    body,
  }),
  withoutProof: (request) => ({ ...request, headers: {} }),
  answers: {
    sent: { body: '{"ok":true,"result":{"message_id":60,"chat":{"id":501,"type":"private"}}}' },
    throttled: {
      answer: refusal(429, 'Too Many Requests: retry after 14', { retry_after: 14 }),
      retryAfterMs: 14_000,
    },
    blocked: refusal(403, 'Forbidden: bot was blocked by the user'),
    wrongToken: refusal(401, 'Unauthorized'),
    serverErrors: [
      refusal(500, 'Internal Server Error: restart'),
      { status: 502, body: '<html>Bad Gateway</html>' },
      { status: 504, body: '' },
      { status: 200, body: '<html>It works</html>' },
      { status: 200, body: '{"ok":true,"result":"another shape"}' },
    ],
  },
})
