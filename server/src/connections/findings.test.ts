import assert from 'node:assert/strict'
import { before, beforeEach, test } from 'node:test'

import type { Finding } from '../channels/index.ts'
import {
  addTrialPlatform,
  createTestApp,
  type Member,
  type TestApp,
  TRIAL,
} from '../testing/index.ts'

const off: Finding = {
  code: 'messages-off',
  severity: 'blocks',
  words: { ru: 'Сообщения выключены', en: 'Messages are off' },
  mending: { ru: 'Включить', en: 'Switch on' },
}
const forbidden: Finding = {
  code: 'bots-forbidden',
  severity: 'limits',
  words: { ru: 'Кнопки не видны', en: 'Buttons are not shown' },
}

let world: TestApp
let owner: Member
let findings: Finding[] = []
const mended: string[] = []
let count = 0

before(async () => {
  addTrialPlatform({
    connection: () => ({
      subscribe: async () => {},
      inspect: async () => findings,
      async mend(code) {
        mended.push(code)
        findings = findings.filter((finding) => finding.code !== code)
      },
    }),
  })
  world = await createTestApp({
    works: true,
    environment: { PUBLIC_URL: 'https://otklik.example' },
  })
  owner = await world.signUp('owner')
})

let channel: { id: string; state: string; findings: object[] }
beforeEach(async () => {
  findings = [forbidden, off]
  const connected = await owner.browser.send('POST', '/api/v1/channels', {
    kind: TRIAL,
    settings: { token: `token-${++count}` },
  })
  assert.equal(connected.statusCode, 201, connected.body)
  channel = connected.json()
})

const show = async () => (await owner.browser.get(`/api/v1/channels/${channel.id}`)).json()
const mend = (code: string, by = owner) =>
  by.browser.send('POST', `/api/v1/channels/${channel.id}/findings/${code}/mending`)

test('[VK-08] a channel waits for what blocks it, and says what that is', () => {
  assert.equal(channel.state, 'connecting')
  assert.deepEqual(channel.findings, [
    { code: 'messages-off', severity: 'blocks', text: 'Сообщения выключены', mending: 'Включить' },
    { code: 'bots-forbidden', severity: 'limits', text: 'Кнопки не видны' },
  ])
})

test('[VK-08] one click puts it right, and the channel works', async () => {
  const answer = await mend('messages-off')
  assert.equal(answer.statusCode, 200, answer.body)
  assert.deepEqual(answer.json(), [
    { code: 'bots-forbidden', severity: 'limits', text: 'Кнопки не видны' },
  ])
  assert.deepEqual(mended, ['messages-off'])
  assert.equal((await show()).state, 'working')
})

test('what was put right at the platform is seen when somebody asks', async () => {
  findings = []
  const { body } = await owner.browser.get(`/api/v1/channels/${channel.id}/findings`)
  assert.equal(body, '[]')
})

test('only what the platform has named, and what can be mended, is mended', async () => {
  mended.length = 0
  assert.equal((await mend('bots-forbidden')).statusCode, 404)
  assert.equal((await mend('nothing-known')).statusCode, 404)
  assert.deepEqual(mended, [])
})

test('another company learns nothing of it', async () => {
  const stranger = await world.signUp('owner')
  const path = `/api/v1/channels/${channel.id}/findings`
  assert.equal((await stranger.browser.get(path)).statusCode, 404)
  assert.equal((await mend('messages-off', stranger)).statusCode, 404)
})

test('a channel that works goes on when something turns up later', async () => {
  findings = []
  const { version } = await show()
  const path = `/api/v1/channels/${channel.id}`
  const settings = { token: `token-${count}` }
  await owner.browser.send('PATCH', path, { version, settings })
  assert.equal((await show()).state, 'working')
  findings = [off]
  const again = await show()
  await owner.browser.send('PATCH', path, { version: again.version, settings })
  assert.partialDeepStrictEqual(await show(), {
    state: 'working',
    findings: [{ code: 'messages-off' }],
  })
})
