import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { ApiError, Channel, ChannelRules, SettingsCheck } from '@otklik/protocol'

import { createTestCentre, type Member, type TestCentre } from '../testing/index.ts'

let centre: TestCentre
let owner: Member
let channel: Channel
before(async () => {
  centre = await createTestCentre('telegram')
  ;({ owner, channel } = centre)
})

const check = (edited?: object, member = owner) =>
  member.browser.send('POST', '/api/v1/settings-checks', edited ? { edited } : {})

async function warned(edited?: object): Promise<SettingsCheck['warnings']> {
  const answer = await check(edited)
  assert.equal(answer.statusCode, 200, answer.body)
  return answer.json<SettingsCheck>().warnings
}

const week = Array.from({ length: 7 }, () => [{ from: '09:00', to: '18:00' }])
const schedule = { timeZone: 'Europe/Moscow', week, exceptions: [] }
const offHours = ({ code }: { code: string }) => code === 'off-hours-gap'

test('warns of the open form before it is saved, and mends it with one edit', async () => {
  assert.ok(!(await warned()).some(offHours))
  const gap = (await warned({ schedule })).find(offHours)
  assert.deepEqual(gap?.place, { kind: 'channel', id: channel.id, tab: 'off-hours' })
  const mended = await warned({ schedule, ...gap?.mend })
  assert.ok(!mended.some(offHours))
  const path = `/api/v1/channels/${channel.id}/rules`
  const { version } = (await owner.browser.get(path)).json<ChannelRules>()
  const body = { version, ...gap?.mend?.channel?.rules }
  const saved = await owner.browser.send('PATCH', path, body)
  assert.equal(saved.statusCode, 200, saved.body)
})

test('refuses a form that could not be saved, and whoever manages nothing', async () => {
  const answer = await check({
    channel: { id: channel.id, rules: { inactivity: { value: 0, unit: 'hours' } } },
  })
  assert.equal(answer.statusCode, 422)
  const { fields = {} } = answer.json<ApiError>().error
  assert.equal(fields['edited.channel.rules.inactivity.value']?.code, 'too-small')
  const { accountId } = owner
  const observer = await centre.signUp('observer', { accountId })
  assert.equal((await check(undefined, observer)).statusCode, 403)
  const stranger = await centre.signUp('owner')
  assert.equal((await check({ channel: { id: channel.id, rules: {} } }, stranger)).statusCode, 404)
  assert.deepEqual((await check(undefined, stranger)).json(), { warnings: [] })
})
