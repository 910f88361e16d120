import assert from 'node:assert/strict'
import { before, test } from 'node:test'

import { createTestCentre, type TestCentre } from '../testing/index.ts'
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
