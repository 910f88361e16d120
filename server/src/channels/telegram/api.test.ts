import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { z } from 'zod'

import type { ChannelError, ChannelErrorReason } from '../errors.ts'
import { type Answer, type Reply, ScriptedPlatform } from '../suite/scripted-platform.ts'
import { refusal } from '../suite/sending.ts'
import { TelegramApi } from './api.ts'

const token = '7100000001:AAabcdefghijklmnopqrstuvwxyzABCDEFG'

function refused(code: number, description: string): Reply {
  return { status: code, body: JSON.stringify({ ok: false, error_code: code, description }) }
}

async function calling(answer: Answer, method = 'sendMessage'): Promise<ChannelError> {
  await using platform = await ScriptedPlatform.start(answer)
  const api = new TelegramApi(token, { fetch, apiUrl: platform.url })
  return await refusal(api.call({ method, result: z.unknown() }))
}

describe('says why Telegram refused', () => {
  const cases: Array<[code: number, description: string, reason: ChannelErrorReason]> = [
    [400, 'Bad Request: chat not found', 'recipient-gone'],
    [400, 'Bad Request: PEER_ID_INVALID', 'recipient-gone'],
    [400, 'Bad Request: message is too long', 'too-long'],
    [400, 'Bad Request: message text is empty', 'bad-format'],
    [400, 'Bad Request: file is too big', 'too-large'],
    [400, 'Bad Request: something nobody has seen', 'rejected'],
    [400, 'Logged out', 'misconfigured'],
    [401, 'Unauthorized', 'misconfigured'],
    [403, 'Forbidden: bot was blocked by the user', 'recipient-blocked'],
    [403, 'Forbidden: user is deactivated', 'recipient-gone'],
    [403, "Forbidden: bot can't initiate conversation with a user", 'recipient-gone'],
    [403, "Forbidden: the bot can't send messages to the bot", 'rejected'],
    [404, 'Not Found', 'misconfigured'],
    [404, 'Not Found: method not found', 'rejected'],
    [413, 'Request Entity Too Large', 'too-large'],
    [429, 'Too Many Requests: retry after 14', 'throttled'],
  ]
  for (const [code, description, reason] of cases) {
    test(`${code} ${description}`, async () => {
      const error = await calling(refused(code, description))
      assert.deepEqual([error.reason, error.executed, error.code], [reason, 'no', String(code)])
    })
  }
})

test('a request that Telegram could not parse was not executed', async () => {
  const error = await calling({ status: 413, body: '' })
  assert.deepEqual([error.reason, error.executed], ['too-large', 'no'])
})

test('a page of somebody on the way is no word about our token', async () => {
  const error = await calling({ status: 404, body: '<html>Not found</html>' })
  assert.deepEqual([error.reason, error.executed], ['unreachable', 'no'])
})

test('[H-11] reads the wait from the header as well', async () => {
  const error = await calling({
    ...refused(429, 'Too Many Requests'),
    headers: { 'retry-after': '7' },
  })
  assert.equal(error.retryAfterMs, 7000)
})

test('one chat throttled pauses the chat, two pause the bot', async () => {
  await using platform = await ScriptedPlatform.start(refused(429, 'Too Many Requests'))
  const api = new TelegramApi(token, { fetch, apiUrl: platform.url })
  const pauses: string[] = []
  for (const chat_id of ['501', '501', '502']) {
    const payload = { chat_id, text: 'а' }
    const error = await refusal(api.call({ method: 'sendMessage', payload, result: z.unknown() }))
    pauses.push(error.pauses)
  }
  assert.deepEqual(pauses, ['lane', 'lane', 'channel'])
})

test('a redirection does not get the token', async () => {
  await using other = await ScriptedPlatform.start({ body: '{"ok":true,"result":true}' })
  const away: Answer = { status: 307, headers: { location: other.url }, body: '' }
  const error = await calling(away)
  assert.equal(error.reason, 'unreachable')
  assert.equal(other.heard.length, 0)
})

describe('a read that failed changed nothing', () => {
  const answers: Answer[] = ['hang-up', { status: 502, body: '' }, refused(500, 'Internal')]
  for (const answer of answers) {
    test(JSON.stringify(answer), async () => {
      const error = await calling(answer, 'getFile')
      assert.deepEqual([error.reason, error.executed], ['unreachable', 'no'])
    })
  }
})

test('a server that repeats the token does not make us tell it', async () => {
  const error = await calling(refused(400, `Bad Request: /bot${token}/sendMessage`))
  assert(!error.message.includes(token))
})
