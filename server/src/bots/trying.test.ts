import assert from 'node:assert/strict'
import { before, beforeEach, describe, test } from 'node:test'
import type { Scenario, ScenarioCheck, TryAnswer } from '@otklik/protocol/settings'

import { createTestApp, type Member, type TestApp } from '../testing/index.ts'
import { scenarioOf } from '../testing/talk.ts'
import { listReady } from './gallery/index.ts'

const nowhere = '00000000-0000-4000-8000-000000000000'

let world: TestApp
before(async () => {
  world = await createTestApp({ environment: { ALLOWED_BOT_HOSTS: 'crm.local' } })
})
let owner: Member
beforeEach(async () => {
  owner = await world.signUp('owner')
})

const check = async (scenario: Scenario, botId?: string) => {
  const answer = await owner.browser.send('POST', '/api/v1/bots/check', { scenario, botId })
  assert.equal(answer.statusCode, 200, answer.body)
  return answer.json<ScenarioCheck>().problems
}
const codes = async (scenario: Scenario) =>
  (await check(scenario)).map(({ code, stepId }) => `${code} ${stepId}`)
const attempt = (scenario: Scenario, changes: object = {}) => {
  const body = { scenario, channelId: null, kind: 'telegram', said: [], ...changes }
  return owner.browser.send('POST', '/api/v1/bots/try', body)
}

async function newBot(scenario: Scenario, name = 'Верба') {
  const { accountId } = owner
  const id = crypto.randomUUID()
  await world.database.query(
    `insert into bots (account_id, id, name, kind, draft, published_version)
     values ($1, $2, $3, 'scenario', $4, 1)`,
    [accountId, id, name, JSON.stringify(scenario)],
  )
  await world.database.query(
    `insert into scenario_versions (account_id, bot_id, version, scenario, published_by)
     values ($1, $2, 1, $3, 'Анна')`,
    [accountId, id, JSON.stringify(scenario)],
  )
  return id
}

const menu = (count: number) =>
  scenarioOf(
    {
      id: 'menu',
      kind: 'choice',
      text: 'Здравствуйте, {{имя клиента}}',
      placement: 'inline',
      options: Array.from({ length: count }, (_, index) => ({
        id: `o${index}`,
        label: `Ответ ${index}`,
        next: 'end',
      })),
      otherwise: { text: '', times: 1, next: 'end' },
    },
    { id: 'end', kind: 'hand-over', to: { kind: 'backup' } },
  )
const hello = scenarioOf({ id: 'hi', kind: 'message', text: 'Это Верба', next: null })

describe('checking a draft', () => {
  test('[BOT-04] knows this account’s people, teams, bots and channels, and no others', async () => {
    const stranger = await world.signUp('owner')
    const { rows } = await world.database.query<{ account_id: string; id: string }>(
      'select account_id, id from teams where account_id = any($1)',
      [[owner.accountId, stranger.accountId]],
    )
    const teamOf = ({ accountId }: Member) => {
      const team = rows.find(({ account_id }) => account_id === accountId)
      assert.ok(team)
      return team.id
    }
    const over = (kind: 'operator' | 'team', id: string) =>
      codes(scenarioOf({ id: 'h', kind: 'hand-over', to: { kind, id } }))
    assert.deepEqual(await over('team', teamOf(owner)), [])
    assert.deepEqual(await over('team', teamOf(stranger)), ['no-such-team h'])
    assert.deepEqual(await over('operator', owner.operatorId), [])
    assert.deepEqual(await over('operator', stranger.operatorId), ['no-such-operator h'])
    const on = (botId: string) => codes(scenarioOf({ id: 's', kind: 'scenario', botId }))
    assert.deepEqual(await on(await newBot(hello)), [])
    assert.deepEqual(await on(nowhere), ['no-such-bot s'])
  })

  test('counts buttons by the channels there are, most strictly where the bot is', async () => {
    assert.deepEqual(await check(menu(11)), [])
    const { accountId } = owner
    const botId = await newBot(hello)
    const channelId = crypto.randomUUID()
    await world.database.query(
      `insert into channels (account_id, id, kind, name, state)
       values ($1, $2, 'vk', 'Сообщество', 'working')`,
      [accountId, channelId],
    )
    const facts = { channel: 'ВКонтакте', limit: 10, count: 11, instead: 'cut' }
    const problem = { code: 'too-many-options', stepId: 'menu', facts }
    assert.deepEqual(await check(menu(11), botId), [{ ...problem, level: 'warning' }])
    await world.database.query(
      `insert into channel_rules (account_id, channel_id, receiver_bot_id, backup_team_id)
       select $1, $2, $3, id from teams where account_id = $1`,
      [accountId, channelId, botId],
    )
    assert.deepEqual(await check(menu(11), botId), [{ ...problem, level: 'error' }])
    assert.deepEqual(await check(menu(11)), [{ ...problem, level: 'warning' }])
  })

  test('finds nothing wrong with the ready scenarios, but an address to change', async () => {
    for (const { id, scenario } of listReady('ru')) {
      const problems = await check(scenario)
      const expected = id === 'order-status' ? ['host-not-allowed'] : []
      assert.deepEqual(
        problems.map(({ code }) => code),
        expected,
        id,
      )
    }
  })

  test('lets requests go where the installation lets them', async () => {
    const ask = (url: string) => {
      const request = { id: 'r', kind: 'request', method: 'GET', url, next: 'end' } as const
      const end = { id: 'end', kind: 'close' } as const
      return codes(scenarioOf({ ...request, whenFailed: 'end' }, end))
    }
    assert.deepEqual(await ask('http://crm.local/orders'), [])
    assert.deepEqual(await ask('http://127.0.0.1/orders'), ['host-not-allowed r'])
    assert.deepEqual(await ask('orders'), ['wrong-url r'])
  })
})

describe('trying a draft out', () => {
  test('talks as the bot would, by the name of whoever tries', async () => {
    const answer = await attempt(menu(2), { said: [{ type: 'text', text: '2' }] })
    assert.equal(answer.statusCode, 200, answer.body)
    const { entries, waitsFor } = answer.json<TryAnswer>()
    const [first, last] = entries.map((entry) => ('action' in entry ? entry.action : undefined))
    assert.match(first?.type === 'say' ? first.text : '', /^Здравствуйте, \S+/)
    assert.equal(last?.type, 'hand-over')
    assert.equal(waitsFor, 'nothing')
  })

  test('[COM-22] shows buttons as that platform has them', async () => {
    const look = async (kind: string, count: number) => {
      const [entry] = (await attempt(menu(count), { kind })).json<TryAnswer>().entries
      return entry && 'look' in entry ? entry.look : undefined
    }
    assert.equal((await look('telegram', 11))?.as, 'inline')
    assert.equal((await look('whatsapp', 3))?.as, 'replies')
    assert.equal((await look('whatsapp', 10))?.as, 'list')
    assert.equal((await look('whatsapp', 11))?.as, 'lines')
    assert.deepEqual([(await look('vk', 12))?.left, (await look('vk', 12))?.as], [2, 'inline'])
    assert.equal((await attempt(menu(1), { kind: 'telex' })).statusCode, 422)
  })

  test('goes on in another bot of this account only', async () => {
    const on = (botId: string) => scenarioOf({ id: 's', kind: 'scenario', botId })
    const last = async (scenario: Scenario) => {
      const entry = (await attempt(scenario)).json<TryAnswer>().entries.at(-1)
      return entry && 'action' in entry ? entry.action : undefined
    }
    const botId = await newBot(hello)
    assert.deepEqual(await last(on(botId)), { type: 'say', text: 'Это Верба' })
    owner = await world.signUp('owner')
    assert.deepEqual(await last(on(botId)), { type: 'hand-over', to: { kind: 'backup' } })
  })

  test('refuses what is no scenario', async () => {
    const steps = [{ id: 'a b', kind: 'close', at: { x: 0, y: 0 } }]
    const answer = await attempt({ format: 1, start: null, steps } as unknown as Scenario)
    assert.equal(answer.statusCode, 422)
  })
})
