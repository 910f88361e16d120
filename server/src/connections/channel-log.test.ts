import assert from 'node:assert/strict'
import { before, test } from 'node:test'

import type { ChannelStanding } from '@otklik/protocol/settings'

import { createTestCentre, type TestCentre, until } from '../testing/index.ts'
import { createChannelLog } from './channel-log.ts'

let centre: TestCentre
before(async () => {
  centre = await createTestCentre('telegram')
})

async function logged(path: string, secrets: string[]): Promise<string | undefined> {
  const { database, owner, channel } = centre
  const log = createChannelLog(database)
  const url = new URL(`https://platform.example/calls${path}`)
  const call = { method: 'GET', url, status: 200, durationMs: 1 }
  log.add({ accountId: owner.accountId, channelId: channel.id }, call, secrets)
  await log.flush()
  const { rows } = await database.query<{ what: string }>(
    "select what from channel_log where what like 'GET /calls%' order by at desc limit 1",
  )
  return rows[0]?.what
}

test('writes down a path that cannot be decoded', async () => {
  assert.equal(await logged('/secret/100%.png', ['secret']), 'GET /calls/•••/100%.png')
})

test('takes out a secret that was encoded for the path', async () => {
  assert.equal(await logged('/bot1%3Akey/100%.png', ['1:key']), 'GET /calls/bot•••/100%.png')
})

const standing = async () => {
  const { owner, channel } = centre
  const answer = await owner.browser.get(`/api/v1/channels/${channel.id}/standing`)
  assert.equal(answer.statusCode, 200, answer.body)
  return answer.json<ChannelStanding>()
}

test('tells since when a channel is as it is, what was refused, and what it was before', async () => {
  const { operator, channel, bot, emulators, person } = centre
  const calm = await standing()
  assert.equal(calm.state, 'working')
  assert.deepEqual(
    calm.history.map(({ state }) => state),
    ['working', 'connecting'],
  )
  assert.equal(calm.since, calm.history[0]?.at)
  assert.deepEqual(calm.refusals, [])

  const oleg = await person('Олег')
  await oleg.does('text', { text: 'здравствуйте' })
  const { id } = await centre.conversationOf('Олег')
  await emulators.control('telegram', `bots/${bot.id}/revoke`, { replace: true })
  const sent = await operator.browser.send('POST', `/api/v1/conversations/${id}/messages`, {
    ...{ clientId: 'client-standing', kind: 'message', text: 'слушаю вас' },
  })
  assert.ok(sent.statusCode < 300, sent.body)
  await until(async () => (await standing()).refusals.length > 0, 'a refusal')
  const broken = await standing()
  assert.equal(broken.state, 'broken')
  assert.deepEqual(
    broken.history.map(({ state, reason }) => [state, reason]),
    [
      ['broken', 'misconfigured'],
      ['working', undefined],
      ['connecting', undefined],
    ],
  )
  assert.deepEqual(
    broken.refusals.map(({ reason, count, repeated }) => [reason, count, repeated]),
    [['misconfigured', 1, 1]],
  )

  const stranger = await centre.signUp('owner')
  const refused = await stranger.browser.get(`/api/v1/channels/${channel.id}/standing`)
  assert.equal(refused.statusCode, 404)
})
