import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import { createSafeFetch } from '../lib/safe-fetch.ts'
import { createKeyRing, createSecretBox } from '../lib/secrets/index.ts'
import { openProgram, VirtualClock } from '../testing/index.ts'
import { askProgram } from './ask-program.ts'
import { sealNewSecret } from './bot-keys.ts'
import type { BotTurn } from './turn.ts'

const clock = new VirtualClock()
const secrets = createSecretBox(createKeyRing('a key of thirty-two bytes or more'))
const botFetch = async () => createSafeFetch({ allowedHosts: ['127.0.0.1'] })

/** Asked so long ago that this much time is left. */
function aTurn(url: string, leftMs: number): BotTurn {
  const which = { accountId: 'verba', botId: 'bot' }
  return {
    accountId: 'verba',
    turn: 1,
    askedAt: new Date(clock.now().getTime() - 30_000 + leftMs),
    inputs: [{ type: 'start' }],
    bot: {
      id: 'bot',
      name: 'Верба',
      kind: 'webhook',
      publishedVersion: null,
      url,
      secret: sealNewSecret(secrets, which).sealed,
      answerWithinS: 30,
      failures: 0,
    },
    conversation: {
      id: 'conversation',
      number: 1,
      kind: 'direct',
      channelId: 'channel',
      channelName: 'Бот',
      platform: 'trial',
      contactId: 'contact',
      contactName: 'Анна',
      isNewContact: true,
      attributes: {},
      tags: [],
    },
    lastText: '',
    messages: new Map(),
  }
}

const reasonOf = (turn: BotTurn) =>
  askProgram({ botFetch, secrets, clock }, turn).then(
    () => 'answered',
    (error: { reason?: string }) => error.reason,
  )

test('[H-16] waits for a program as long as its customer does, to the last byte', async () => {
  const program = await openProgram()
  program.answer = (_question, response) => void response.writeHead(200).write('{"actions":')
  assert.equal(await reasonOf(aTurn(program.url, 250)), 'no-answer')
  const { length } = program.asked
  assert.equal(await reasonOf(aTurn(program.url, 0)), 'no-answer')
  assert.equal(program.asked.length, length, 'it is not asked what it cannot answer in time')
})

test('[H-46] reaches nobody inside the network who is not allowed', async () => {
  assert.equal(await reasonOf(aTurn('http://localhost:1/', 5000)), 'unreachable')
  assert.equal(await reasonOf(aTurn('http://127.0.0.1:1/', 5000)), 'unreachable')
})

test('takes for an answer what its authors are shown as one', async () => {
  const page = readFileSync(new URL('../../../docs/bots.md', import.meta.url), 'utf8')
  const blocks = [...page.matchAll(/```json\n(.*?)```/gs)].map(([, json = '']) => json)
  const answers = blocks.filter((json) => 'actions' in JSON.parse(json))
  assert.equal(answers.length, 1)
  const program = await openProgram()
  for (const answer of answers) {
    program.answer = (_question, response) => void response.end(answer)
    assert.equal(await reasonOf(aTurn(program.url, 5000)), 'answered')
  }
  const shown = blocks.map((json) => JSON.parse(json)).find(({ type }) => type === 'bot.asked')
  const asked = program.asked.at(-1)?.question
  assert.deepEqual(Object.keys(asked?.data ?? {}), Object.keys(shown.data))
  const named = Object.keys(shown.data.conversation)
  assert.deepEqual(Object.keys(asked?.data.conversation ?? {}), named)
})
