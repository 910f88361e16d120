import assert from 'node:assert/strict'
import { before, beforeEach, describe, test } from 'node:test'
import type { ApiError } from '@otklik/protocol'
import type {
  AuditPage,
  Bot,
  BotDraft,
  BotEvent,
  ReadyBot,
  Scenario,
  ScenarioProblem,
} from '@otklik/protocol/settings'

import { createTestApp, type Member, type TestApp } from '../testing/index.ts'
import { findScenario } from './find-scenario.ts'

const at = { x: 0, y: 0 }
const saying = (text: string): Scenario => ({
  format: 1,
  start: 'hello',
  steps: [
    { id: 'hello', kind: 'message', at, text, fileIds: [], next: 'on' },
    { id: 'on', kind: 'hand-over', at, to: { kind: 'backup' }, summary: '' },
  ],
})
const noStart: Scenario = { format: 1, start: null, steps: [] }

let world: TestApp
let owner: Member
let bot: Bot
let path: string
before(async () => {
  world = await createTestApp()
})
beforeEach(async () => {
  owner = await world.signUp('owner')
  await owner.browser.send('PUT', '/api/v1/modules/bots', { isOn: true })
  bot = await make({ kind: 'scenario', name: 'Верба' })
  path = `/api/v1/bots/${bot.id}`
})

const make = async (body: Record<string, unknown>) =>
  (await owner.browser.send('POST', '/api/v1/bots', body)).json<Bot>()
const draft = async () => (await owner.browser.get(`${path}/draft`)).json<BotDraft>()
const save = (draftVersion: number, scenario: object) =>
  owner.browser.send('PUT', `${path}/draft`, { draftVersion, scenario })
const publish = (draftVersion: number) =>
  owner.browser.send('POST', `${path}/publish`, { draftVersion })
const current = async () => (await owner.browser.get(path)).json<Bot>()
const version = (given?: number) =>
  findScenario(world.database, {
    accountId: owner.accountId,
    botId: bot.id,
    ...(given !== undefined && { version: given }),
  })

async function published(scenario: Scenario): Promise<Bot> {
  const saved = (await save((await draft()).draftVersion, scenario)).json<BotDraft>()
  const answer = await publish(saved.draftVersion)
  assert.equal(answer.statusCode, 200, answer.body)
  return answer.json()
}

describe('a draft', () => {
  test('begins empty, and is kept unfinished with what is wrong in it', async () => {
    const first = await draft()
    assert.deepEqual([first.draftVersion, first.scenario], [1, noStart])
    assert.deepEqual(
      first.problems.map(({ code, level }) => [code, level]),
      [['no-start', 'error']],
    )
    const saved = (await save(1, saying(''))).json<BotDraft>()
    assert.deepEqual([saved.draftVersion, saved.scenario], [2, saying('')])
    assert.deepEqual(
      saved.problems.map(({ code, stepId }) => [code, stepId]),
      [['no-text', 'hello']],
    )
    assert.deepEqual(await draft(), saved)
  })

  test('is not overwritten by somebody who has an older one', async () => {
    await world.database.query(`update operators set name = 'Мария Соколова' where id = $1`, [
      owner.operatorId,
    ])
    const answers = await Promise.all([save(1, saying('Раз')), save(1, saying('Два'))])
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [200, 409])
    const late = answers.find(({ statusCode }) => statusCode === 409)!
    const { code, facts } = late.json<ApiError>().error
    assert.equal(code, 'changed-meanwhile')
    assert.deepEqual([facts?.by, facts?.at], ['Мария Соколова', (await draft()).savedAt])
    assert.equal((await publish(1)).statusCode, 409)
  })

  test('is refused where it is no scenario at all', async () => {
    for (const scenario of [
      {},
      { ...noStart, format: 2 },
      { ...noStart, steps: [{ id: 'a', kind: 'dance', at }] },
      {
        ...noStart,
        steps: Array.from({ length: 301 }, (_, n) => ({ ...saying('x').steps[1], id: `s${n}` })),
      },
      { ...noStart, more: true },
    ]) {
      assert.equal((await save(1, scenario)).statusCode, 422)
    }
    assert.equal((await draft()).draftVersion, 1)
  })

  test('of a program, or of another company, is not there', async () => {
    const program = await make({ kind: 'webhook', name: 'Робот', url: 'https://bot.example.com/' })
    const stranger = await world.signUp('owner')
    for (const [who, of] of [
      [owner, `/api/v1/bots/${program.id}`],
      [stranger, path],
    ] as const) {
      const body = { draftVersion: 1, scenario: noStart }
      assert.equal((await who.browser.get(`${of}/draft`)).statusCode, 404)
      assert.equal((await who.browser.send('PUT', `${of}/draft`, body)).statusCode, 404)
      const published = await who.browser.send('POST', `${of}/publish`, { draftVersion: 1 })
      assert.equal(published.statusCode, 404)
    }
  })
})

describe('publishing', () => {
  test('lets customers talk to it, and keeps what others are talking to', async () => {
    const first = await published(saying('Раз'))
    assert.deepEqual(
      [first.isAvailable, first.published?.version, first.isDraftAhead],
      [true, 1, false],
    )
    await save((await draft()).draftVersion, saying('Два'))
    assert.equal((await current()).isDraftAhead, true)
    assert.deepEqual((await version())?.scenario, saying('Раз'))
    const second = await published(saying('Два'))
    assert.equal(second.published?.version, 2)
    assert.deepEqual((await version())?.scenario, saying('Два'))
    assert.deepEqual((await version(1))?.scenario, saying('Раз'))
    const history = (await owner.browser.get(`${path}/history`)).json<BotEvent[]>()
    assert.deepEqual(
      history.map(({ state, trouble }) => [state, trouble]),
      [
        ['available', undefined],
        ['unavailable', 'not-published'],
      ],
    )
    const { entries } = (await owner.browser.get('/api/v1/audit?limit=1')).json<AuditPage>()
    assert.deepEqual(entries[0]?.changes, [{ field: 'publishedVersion', before: 1, after: 2 }])
  })

  test('of a scenario that failed lets customers in again', async () => {
    await published(saying('Раз'))
    await world.database.query(
      `update bots set failures = 3, unavailable_since = now(), trouble = 'refused' where id = $1`,
      [bot.id],
    )
    assert.deepEqual((await current()).trouble, 'refused')
    assert.equal((await published(saying('Два'))).isAvailable, true)
  })

  test('of the same again makes no new version', async () => {
    const once = await published(saying('Раз'))
    assert.deepEqual(await published(saying('Раз')), once)
  })

  test('is refused with all that leaves customers without an answer', async () => {
    const { draftVersion } = (await save(1, { ...saying(''), start: 'nowhere' })).json<BotDraft>()
    const answer = await publish(draftVersion)
    assert.equal(answer.statusCode, 422)
    const { error, problems } = answer.json<ApiError & { problems: ScenarioProblem[] }>()
    assert.equal(error.code, 'scenario-problems')
    assert.ok(error.message)
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['no-start', 'unreachable', 'unreachable'],
    )
    assert.equal((await current()).published, undefined)
  })

  test('knows who receives, which platforms and files there are', async () => {
    const [team] = (await owner.browser.get('/api/v1/teams')).json<{ id: string }[]>()
    const codes = async (steps: object[]) => {
      const scenario = { format: 1, start: 'a', steps }
      const answer = await owner.browser.send('POST', '/api/v1/bots/check', { scenario })
      assert.equal(answer.statusCode, 200, answer.body)
      const { problems } = answer.json<{ problems: ScenarioProblem[] }>()
      return problems.map(({ code }) => code)
    }
    const handOver = (to: object) => [{ id: 'a', kind: 'hand-over', at, to }]
    assert.deepEqual(await codes(handOver({ kind: 'team', id: team?.id })), [])
    assert.deepEqual(await codes(handOver({ kind: 'operator', id: owner.operatorId })), [])
    assert.deepEqual(await codes(handOver({ kind: 'team', id: bot.id })), ['no-such-team'])
    assert.deepEqual(await codes(handOver({ kind: 'operator', id: bot.id })), ['no-such-operator'])
    const on = (botId: string) => [{ id: 'a', kind: 'scenario', at, botId }]
    assert.deepEqual(await codes(on(bot.id)), ['no-such-bot'])
    await published(saying('Раз'))
    assert.deepEqual(await codes(on(bot.id)), [])
    const file = [{ id: 'a', kind: 'message', at, text: 'x', fileIds: [bot.id], next: 'b' }]
    assert.deepEqual(await codes([...file, { id: 'b', kind: 'close', at }]), ['no-such-file'])
  })
})

test('every ready scenario can be published as it is, in the demo company', async () => {
  await world.database.query('update accounts set is_demo = true where id = $1', [owner.accountId])
  const ready = (await owner.browser.get('/api/v1/bots/gallery')).json<ReadyBot[]>()
  for (const { title: name, scenario } of ready) {
    const { id } = await make({ kind: 'scenario', name, scenario })
    const { problems } = (await owner.browser.get(`/api/v1/bots/${id}/draft`)).json<BotDraft>()
    assert.deepEqual(problems, [])
    const answer = await owner.browser.send('POST', `/api/v1/bots/${id}/publish`, {
      draftVersion: 1,
    })
    assert.equal(answer.json<Bot>().isAvailable, true, answer.body)
  }
})
