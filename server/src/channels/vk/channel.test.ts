import { describeChannel } from '../suite/describe-channel.ts'
import { openFixtures } from '../suite/fixtures.ts'
import { callbackSecret } from './door.ts'
import { vk } from './index.ts'

const token = `vk1.a.${'abcdefghij0123456789'.repeat(4)}`
const secret = 'kQ3v-0123456789_abcdefghijklmnopqrstuvwxyzA'

const refusal = (error_code: number, error_msg: string) => ({
  body: JSON.stringify({ error: { error_code, error_msg, request_params: [] } }),
})
const sentTo = (answer: object) => ({ body: JSON.stringify({ response: [answer] }) })
const call = (body: Buffer, fields: object) => ({
  method: 'POST',
  headers: {},
  query: {},
  body: Buffer.from(JSON.stringify({ ...JSON.parse(body.toString('utf8')), ...fields })),
})

describeChannel({
  kind: vk,
  settings: { token, webhookSecret: secret },
  webhookSecret: 'webhookSecret',
  secrets: [token, secret],
  fixtures: openFixtures(import.meta.url),
  unsupported: ['kind-from-the-future', 'empty', 'poll'],
  webhook: (body, given = secret) =>
    call(body, { group_id: 225_000_001, type: 'message_new', secret: callbackSecret(given) }),
  withoutProof: (request) => call(request.body, { secret: undefined }),
  answers: {
    sent: sentTo({ peer_id: 501, message_id: 9, conversation_message_id: 4 }),
    throttled: { answer: refusal(6, 'Too many requests per second'), retryAfterMs: 1100 },
    blocked: sentTo({ peer_id: 501, error: { code: 901, description: 'without permission' } }),
    wrongToken: refusal(5, 'User authorization failed: invalid access_token (4).'),
    serverErrors: [
      refusal(10, 'Internal server error'),
      { status: 500, body: '' },
      { status: 502, body: '<html>Bad Gateway</html>' },
      { status: 200, body: '<html>It works</html>' },
      { status: 200, body: '{"response":[]}' },
    ],
  },
})
