import assert from 'node:assert/strict'
import { before, beforeEach, describe, test } from 'node:test'
import type { ApiError } from '@otklik/protocol'
import type { AuditPage, Bot, BotEvent, ReadyBot } from '@otklik/protocol/settings'

import { createTestApp, type Member, type TestApp } from '../testing/index.ts'
import { findBotByKey } from './index.ts'

const nowhere = '00000000-0000-4000-8000-000000000000'
const url = 'https://bot.example.com/webhook'

let world: TestApp
before(async () => {
  world = await createTestApp({ environment: { ALLOWED_BOT_HOSTS: 'crm.local,10.0.0.5:8080' } })
})

let owner: Member
beforeEach(async () => {
  owner = await world.signUp('owner')
  await turnModule(true)
})

const turnModule = (isOn: boolean) => owner.browser.send('PUT', '/api/v1/modules/bots', { isOn })
const post = (body: object, who = owner) => who.browser.send('POST', '/api/v1/bots', { ...body })
const patch = ({ id, version }: Bot, body: object) =>
  owner.browser.send('PATCH', `/api/v1/bots/${id}`, { version, ...body })
const remove = ({ id }: Bot, query = '') =>
  owner.browser.send('DELETE', `/api/v1/bots/${id}${query}`)
const list = async (who = owner) => (await who.browser.get('/api/v1/bots')).json<Bot[]>()
const get = async ({ id }: Bot) => (await owner.browser.get(`/api/v1/bots/${id}`)).json<Bot>()
const historyOf = async ({ id }: Bot) =>
  (await owner.browser.get(`/api/v1/bots/${id}/history`)).json<BotEvent[]>()

async function make(body: object = { kind: 'webhook', name: 'Верба', url }): Promise<Bot> {
  const answer = await post(body)
  assert.equal(answer.statusCode, 201, answer.body)
  return answer.json()
}

interface Answer {
  json<Body>(): Body
}
const errorOf = (answer: Answer) => answer.json<ApiError>().error
const fieldsOf = (answer: Answer) =>
  Object.fromEntries(
    Object.entries(errorOf(answer).fields ?? {}).map(([path, { code }]) => [path, code]),
  )

async function latestEntry() {
  const { entries } = (await owner.browser.get('/api/v1/audit?limit=1')).json<AuditPage>()
  const { action, subject, changes } = entries[0]!
  return { action, kind: subject.kind, name: subject.name, changes }
}

/** A channel whose conversations this bot takes. */
async function channelFor(bot: Bot, use: 'receiver' | 'off-hours'): Promise<string> {
  const { accountId } = owner
  const id = crypto.randomUUID()
  const { database } = world
  await database.query(
    `insert into channels (account_id, id, kind, name, state) values ($1, $2, 'x', 'Бот продаж', 'working')`,
    [accountId, id],
  )
  const columns = {
    receiver: `insert into channel_rules (account_id, channel_id, receiver_bot_id, backup_team_id)
               select $1, $2, $3, id from teams where account_id = $1`,
    'off-hours': `insert into channel_rules
                    (account_id, channel_id, receiver_team_id, off_hours, off_hours_bot_id)
                  select $1, $2, id, 'bot', $3 from teams where account_id = $1`,
  }
  await database.query(columns[use], [accountId, id, bot.id])
  return id
}

describe('[BOT-01] a bot', () => {
  test('has a name and a kind, and is made unpublished or available at once', async () => {
    const program = await make()
    assert.deepEqual(program, {
      id: program.id,
      version: 1,
      name: 'Верба',
      kind: 'webhook',
      isEnabled: true,
      answerWithinS: 30,
      isAvailable: true,
      holds: 0,
      usedBy: [],
      isDraftAhead: false,
      url,
    })
    const empty = await make({ kind: 'scenario', name: 'Приветствие' })
    assert.deepEqual(
      [empty.isAvailable, empty.trouble, empty.isDraftAhead, empty.url],
      [false, 'not-published', true, undefined],
    )
    assert.deepEqual(
      await list(),
      [program, empty].sort((a, b) => a.name.localeCompare(b.name)),
    )
    assert.deepEqual(await get(empty), empty)
    assert.deepEqual(await latestEntry(), {
      action: 'created',
      kind: 'bot',
      name: 'Приветствие',
      changes: [
        { field: 'name', after: 'Приветствие' },
        { field: 'botKind', after: 'scenario' },
        { field: 'isEnabled', after: true },
        { field: 'answerWithinS', after: 30 },
      ],
    })
  })

  test('is told of to open pages, conversations and rules, whenever it changes', async () => {
    const count = async () => {
      const { rows } = await world.database.query<{ told: number; version: number }>(
        `select (select count(*)::integer from feed where account_id = $1 and kind = 'bots') as told,
           (select settings_version from accounts where id = $1) as version`,
        [owner.accountId],
      )
      return rows[0]!
    }
    const first = await count()
    const bot = await make()
    const edited = (await patch(bot, { isEnabled: false })).json<Bot>()
    assert.equal((await remove(edited)).statusCode, 204)
    const last = await count()
    assert.deepEqual([last.told - first.told, last.version - first.version], [3, 3])
    const { rows } = await world.database.query(
      'select scope, subject_id from sweeps where account_id = $1 and subject_id is not null',
      [owner.accountId],
    )
    const sweep = { scope: 'bot', subject_id: bot.id }
    assert.deepEqual(rows, [sweep, sweep])
  })

  test('is edited by the version its form was filled from', async () => {
    const bot = await make()
    const answer = await patch(bot, { name: 'Верба 2', answerWithinS: 10 })
    const { name, answerWithinS, version } = answer.json<Bot>()
    assert.deepEqual([name, answerWithinS, version], ['Верба 2', 10, 2])
    const late = await patch(bot, { name: 'Верба 3' })
    assert.deepEqual([late.statusCode, errorOf(late).code], [409, 'changed-meanwhile'])
    assert.deepEqual(Object.keys(errorOf(late).facts ?? {}), ['by', 'at'])
  })

  test('does not take the name of another, but that of a deleted one', async () => {
    const bot = await make()
    const other = await make({ kind: 'scenario', name: 'Другой' })
    const same = { kind: 'scenario', name: ' верба ' }
    assert.deepEqual(fieldsOf(await post(same)), { name: 'name-taken' })
    assert.deepEqual(fieldsOf(await patch(other, { name: 'ВЕРБА' })), { name: 'name-taken' })
    assert.equal((await remove(bot)).statusCode, 204)
    assert.equal((await post(same)).statusCode, 201)
    assert.equal((await owner.browser.get(`/api/v1/bots/${bot.id}`)).statusCode, 404)
    assert.equal((await patch(bot, { name: 'Снова' })).statusCode, 404)
  })

  test('refuses what makes no sense', async () => {
    const bot = await make()
    const scenario = await make({ kind: 'scenario', name: 'Сценарий' })
    for (const [answer, field] of [
      [await post({ kind: 'webhook', name: '  ', url }), 'name'],
      [await post({ kind: 'webhook', name: 'x'.repeat(61), url }), 'name'],
      [await post({ kind: 'webhook', name: 'x' }), 'url'],
      [await post({ kind: 'x', name: 'x' }), 'kind'],
      [await post({ kind: 'scenario', name: 'x', scenario: { format: 2 } }), 'scenario.format'],
      [await patch(bot, { answerWithinS: 4 }), 'answerWithinS'],
      [await patch(bot, { answerWithinS: 121 }), 'answerWithinS'],
      [await patch(scenario, { url }), 'url'],
    ] as const) {
      assert.equal(answer.statusCode, 422, answer.body)
      assert.ok(field in fieldsOf(answer), answer.body)
    }
  })

  test('is asked at a public https address, or where the installation allows it', async () => {
    const at = (address: string) => post({ kind: 'webhook', name: address.trim(), url: address })
    for (const wrong of ['bot.example.com', 'ftp://bot.example.com/', 'https://me:me@x.example/']) {
      assert.deepEqual(fieldsOf(await at(wrong)), { url: 'wrong-address' }, wrong)
    }
    for (const inside of [
      'http://bot.example.com/',
      'https://127.0.0.1/',
      'https://[::1]/',
      'http://169.254.169.254/',
      'http://10.0.0.5/',
    ]) {
      assert.deepEqual(fieldsOf(await at(inside)), { url: 'host-not-allowed' }, inside)
    }
    for (const allowed of ['http://crm.local/a', 'http://10.0.0.5:8080/', ' https://x.example/ ']) {
      assert.equal((await at(allowed)).json<Bot>().url, allowed.trim())
    }
  })

  test('is switched off and on, and begins anew', async () => {
    const bot = await make()
    const off = (await patch(bot, { isEnabled: false })).json<Bot>()
    assert.deepEqual([off.isAvailable, off.trouble], [false, 'disabled'])
    assert.ok(off.troubleSince)
    await world.database.query(
      `update bots set failures = 3, unavailable_since = now(), trouble = 'no-answer' where id = $1`,
      [bot.id],
    )
    const on = (await patch(off, { isEnabled: true })).json<Bot>()
    assert.deepEqual([on.isAvailable, on.trouble], [true, undefined])
    const states = (await historyOf(bot)).map(({ state, trouble }) => [state, trouble])
    assert.deepEqual(states, [
      ['available', undefined],
      ['unavailable', 'disabled'],
      ['available', undefined],
    ])
  })

  test('asks for consent before it is deleted where it is chosen or holds conversations', async () => {
    const bot = await make()
    const channels = [await channelFor(bot, 'receiver'), await channelFor(bot, 'off-hours')]
    assert.deepEqual(
      new Set((await get(bot)).usedBy.map(({ as }) => as)),
      new Set(['receiver', 'off-hours']),
    )
    assert.deepEqual(
      new Set((await get(bot)).usedBy.map(({ channelId }) => channelId)),
      new Set(channels),
    )
    const asked = await remove(bot)
    assert.deepEqual(
      [asked.statusCode, errorOf(asked).code, errorOf(asked).facts],
      [422, 'consent-needed', { channels: 2, conversations: 0 }],
    )
    assert.equal((await remove(bot, '?consent=true')).statusCode, 204)
    assert.deepEqual(await list(), [])
    const entry = await latestEntry()
    assert.deepEqual([entry.action, entry.kind, entry.name], ['deleted', 'bot', 'Верба'])
  })

  test('[COM-12] is not made without its module, and kept while it is off', async () => {
    const bot = await make()
    await turnModule(false)
    assert.deepEqual(fieldsOf(await post({ kind: 'scenario', name: 'x' })), { kind: 'module-off' })
    assert.equal((await get(bot)).isAvailable, false)
    assert.equal((await patch(bot, { name: 'Переименован' })).statusCode, 200)
  })

  test('of another company is not there', async () => {
    const bot = await make()
    const stranger = await world.signUp('owner')
    assert.deepEqual(await list(stranger), [])
    const path = `/api/v1/bots/${bot.id}`
    const { browser } = stranger
    for (const answer of [
      await browser.get(path),
      await browser.get(`${path}/history`),
      await browser.send('PATCH', path, { version: 1, name: 'x' }),
      await browser.send('DELETE', path),
      await browser.send('POST', `${path}/key`),
      await browser.send('POST', `${path}/secret`),
    ]) {
      assert.equal(answer.statusCode, 404)
    }
  })

  test('is an administrator’s to make, and its name everybody’s to see', async () => {
    const { accountId } = owner
    const bot = await make()
    const administrator = await world.signUp('administrator', { accountId })
    const operator = await world.signUp('operator', { accountId })
    assert.equal((await post({ kind: 'scenario', name: 'Её' }, administrator)).statusCode, 201)
    assert.equal((await post({ kind: 'scenario', name: 'Его' }, operator)).statusCode, 403)
    assert.ok((await list(operator)).some(({ name }) => name === bot.name))
    assert.equal((await operator.browser.get(`/api/v1/bots/${bot.id}`)).statusCode, 403)
  })
})

describe('the key of a bot', () => {
  const issue = async ({ id }: Bot, what = 'key') =>
    (await owner.browser.send('POST', `/api/v1/bots/${id}/${what}`)).json<Record<string, string>>()

  test('opens until the next one is given out, and is kept as a hash', async () => {
    const bot = await make()
    const { key: first = '' } = await issue(bot)
    const { key: second = '' } = await issue(bot)
    const { accountId } = owner
    const caller = { accountId, botId: bot.id, isSuspended: false }
    assert.deepEqual(await findBotByKey(world.database, second), caller)
    assert.equal(await findBotByKey(world.database, first), undefined)
    for (const wrong of [
      '',
      'otklik_',
      second.slice(7),
      `${second}a`,
      `otklik_${'A'.repeat(43)}`,
    ]) {
      assert.equal(await findBotByKey(world.database, wrong), undefined)
    }
    const { changes } = await latestEntry()
    assert.deepEqual(changes, [{ field: 'key', after: '••••' }])
    await remove(bot)
    assert.equal(await findBotByKey(world.database, second), undefined)
  })

  test('stands in no answer, no log and no table', async () => {
    const bot = await make()
    const { key = '' } = await issue(bot)
    const { secret = '' } = await issue(bot, 'secret')
    assert.match(secret, /^whsec_[\w+/]{43}=$/)
    const { rows } = await world.database.query<{ all: string }>(
      `select (select jsonb_agg(to_jsonb(b)) from bots b)::text
         || (select jsonb_agg(to_jsonb(k)) from api_keys k)::text
         || (select jsonb_agg(to_jsonb(a)) from audit a)::text as all`,
    )
    const seen = rows[0]!.all + JSON.stringify(await list()) + JSON.stringify(await latestEntry())
    for (const part of [key.slice(7), secret.slice(6)]) assert.ok(!seen.includes(part))
  })

  test('that signs is a program’s alone', async () => {
    const bot = await make({ kind: 'scenario', name: 'Сценарий' })
    const answer = await owner.browser.send('POST', `/api/v1/bots/${bot.id}/secret`)
    assert.equal(answer.statusCode, 404)
    const nobody = await owner.browser.send('POST', `/api/v1/bots/${nowhere}/key`)
    assert.equal(nobody.statusCode, 404)
  })
})

describe('the gallery', () => {
  test('has three ready scenarios to begin with, called in the reader’s language', async () => {
    const ready = async () => (await owner.browser.get('/api/v1/bots/gallery')).json<ReadyBot[]>()
    const russian = await ready()
    assert.deepEqual(
      russian.map(({ id }) => id),
      ['greeting', 'order-status', 'off-hours'],
    )
    owner.browser.language = 'en'
    assert.notEqual((await ready())[0]?.title, russian[0]?.title)
    for (const { title: name, scenario } of russian) {
      const bot = await make({ kind: 'scenario', name, scenario })
      assert.deepEqual([bot.trouble, bot.isDraftAhead], ['not-published', true])
    }
  })
})
