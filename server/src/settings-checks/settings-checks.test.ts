import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { ApiError, Channel, Team } from '@otklik/protocol'
import type { Bot, ChannelRules, SettingsCheck } from '@otklik/protocol/settings'

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

test('[COM-14] warns of a bot that cannot receive, and does without it with one edit', async () => {
  const { browser } = owner
  await browser.send('PUT', '/api/v1/modules/bots', { isOn: true })
  const made = await browser.send('POST', '/api/v1/bots', { kind: 'scenario', name: 'Верба' })
  const bot = made.json<Bot>()
  const teams = (await browser.get('/api/v1/teams')).json<Team[]>()
  const backup = { kind: 'team', id: teams[0]!.id }
  const path = `/api/v1/channels/${channel.id}/rules`
  const save = async (rules: object) => {
    const { version } = (await browser.get(path)).json<ChannelRules>()
    const saved = await browser.send('PATCH', path, { version, ...rules })
    assert.equal(saved.statusCode, 200, saved.body)
    return saved.json<ChannelRules>()
  }
  const ofBots = async () =>
    (await warned()).filter(({ code }) => code.startsWith('bot-')).map(({ code }) => code)
  await save({ receiver: { kind: 'bot', id: bot.id, backup } })
  assert.deepEqual(await ofBots(), ['bot-not-published'])
  await browser.send('PATCH', `/api/v1/bots/${bot.id}`, { version: 1, isEnabled: false })
  assert.deepEqual(await ofBots(), ['bot-disabled'])
  await browser.send('PUT', '/api/v1/modules/bots', { isOn: false })
  assert.deepEqual(await ofBots(), ['bot-module-off'])
  await browser.send('DELETE', `/api/v1/bots/${bot.id}?consent=true`)
  const gone = (await warned()).find(({ code }) => code === 'bot-gone')
  assert.deepEqual((await save({ ...gone?.mend?.channel?.rules })).receiver, backup)
  assert.deepEqual(await ofBots(), [])
})
