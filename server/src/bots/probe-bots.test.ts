import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { Bot } from '@otklik/protocol/settings'

import {
  createTestApp,
  type Member,
  openProgram,
  type TestApp,
  type TestProgram,
  until,
} from '../testing/index.ts'

const MINUTE_MS = 60_000
let world: TestApp
let owner: Member
let program: TestProgram
before(async () => {
  world = await createTestApp({ works: true, environment: { ALLOWED_BOT_HOSTS: '127.0.0.1' } })
  owner = await world.signUp('owner')
  await turnModule(true)
  program = await openProgram()
})

const turnModule = (isOn: boolean) => owner.browser.send('PUT', '/api/v1/modules/bots', { isOn })
const make = async (body: object) =>
  (await owner.browser.send('POST', '/api/v1/bots', { ...body })).json<Bot>()
const botNow = async ({ id }: Bot) => (await owner.browser.get(`/api/v1/bots/${id}`)).json<Bot>()
const edit = async (bot: Bot, changes: object) => {
  const { version } = await botNow(bot)
  await owner.browser.send('PATCH', `/api/v1/bots/${bot.id}`, { version, ...changes })
}
const aMinute = () => {
  world.clock.advance(MINUTE_MS)
  world.hints.send('sweeps', owner.accountId)
}

describe('[BOT-02] a program', () => {
  test('is asked how it is when it is made, and every minute', async () => {
    const bot = await make({ kind: 'webhook', name: 'Верба', url: program.url })
    await until(() => program.pings === 1, 'the first probe')
    aMinute()
    await until(() => program.pings === 2, 'the next probe')
    await edit(bot, { isEnabled: false })
    aMinute()
    await edit(bot, { isEnabled: true })
    await until(() => program.pings === 3, 'a probe once it is switched on')
    await turnModule(false)
    aMinute()
    await turnModule(true)
    await until(() => program.pings === 4, 'a probe once the module is on')
    assert.equal((await botNow(bot)).isAvailable, true)
  })
})

describe('[D-06] a scenario of ours that failed', () => {
  test('is given customers again after a minute', async () => {
    const bot = await make({ kind: 'scenario', name: 'Ромашка' })
    await world.database.query(
      `update bots set failures = 3, unavailable_since = $2, trouble = 'refused', probe_at = $3
       where id = $1`,
      [bot.id, world.clock.now(), new Date(world.clock.now().getTime() + MINUTE_MS)],
    )
    aMinute()
    await until(
      async () => (await botNow(bot)).trouble === 'not-published',
      'no trouble but its own',
    )
  })
})
