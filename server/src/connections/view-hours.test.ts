import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { ChannelDetails } from '@otklik/protocol'

import { createTestCentre, until } from '../testing/index.ts'

test('counts what came and went in each of the last 24 hours', async () => {
  const centre = await createTestCentre('telegram')
  const oleg = await centre.person('Олег')
  await oleg.does('text', { text: 'вы тут?' })
  const details = () =>
    centre.owner.browser
      .get(`/api/v1/channels/${centre.channel.id}`)
      .then((answer) => answer.json() as ChannelDetails)
  await until(async () => (await details()).health.hours.at(-1)?.received === 1, 'the message')

  await centre.database.query(
    "update inbox set received_at = received_at - interval '3 hours' where channel_id = $1",
    [centre.channel.id],
  )
  const { hours } = (await details()).health
  assert.equal(hours.length, 24)
  assert.deepEqual(hours[20], { received: 1, sent: 0, failed: 0 })
  assert.deepEqual(hours[23], { received: 0, sent: 0, failed: 0 })
})
