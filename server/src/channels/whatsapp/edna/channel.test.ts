import { describeChannel } from '../../suite/describe-channel.ts'
import { openFixtures } from '../../suite/fixtures.ts'
import { whatsapp } from '../index.ts'

const token = 'b1a2c3d4-e5f6-4711-8aaa-0123456789ab'
const secret = 'kQ3v-0123456789_abcdefghijklmnopqrstuvwxyzA'

const refusal = (status: number, detail: string, headers = {}) => ({
  status,
  headers,
  body: JSON.stringify({ title: 'Refused', status, detail }),
})
describeChannel({
  kind: whatsapp,
  settings: { provider: 'edna', subject: '345', token, webhookSecret: secret },
  memory: { cascade: { subjectId: '345', id: '11' } },
  webhookSecret: 'webhookSecret',
  secrets: [token, secret],
  fixtures: openFixtures(import.meta.url),
  unsupported: ['kind-from-the-future', 'flow'],
  webhook: (body, given = secret) => ({
    method: 'POST',
    headers: {},
    query: { secret: given },
    body,
  }),
  withoutProof: (request) => ({ ...request, query: {} }),
  answers: {
    sent: { body: JSON.stringify({ requestId: 'key' }) },
    throttled: {
      answer: refusal(429, 'Too many requests', { 'retry-after': '14' }),
      retryAfterMs: 14_000,
    },
    blocked: refusal(400, 'user-blocked'),
    wrongToken: refusal(401, 'Unauthorized'),
    serverErrors: [refusal(500, 'error-system'), { status: 502, body: '<html>Bad Gateway</html>' }],
  },
})
