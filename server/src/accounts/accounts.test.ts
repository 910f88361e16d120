import assert from 'node:assert/strict'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import type { FirstRun, Session, Team } from '@otklik/protocol'
import { v7 as uuid } from 'uuid'

import { ConfigError, readConfig } from '../config.ts'
import { createTestApp, type TestApp } from '../testing/index.ts'
import { openSecrets, prepareDemo } from './index.ts'

const founding = {
  companyName: 'Верба Мебель',
  name: 'Пётр Гущин',
  email: 'petr@example.com',
  password: 'a long walk by the sea',
}
const firstRunOf = async (world: TestApp) =>
  (await world.browser().get('/api/v1/first-run')).json<FirstRun>()

function demoOf(world: TestApp, environment: Record<string, string> = {}) {
  const config = readConfig({ DATA_DIR: world.config.dataDir, ...environment })
  return prepareDemo({ ...world, config })
}

describe('the first run', () => {
  test('makes one owner, however many come at once', async () => {
    const world = await createTestApp()
    assert.deepEqual(await firstRunOf(world), { isNeeded: true, isDemo: false, canSendMail: false })
    const answers = await Promise.all(
      ['a', 'b', 'c'].map((name) =>
        world
          .browser()
          .send('POST', '/api/v1/first-run', { ...founding, email: `${name}@example.com` }),
      ),
    )
    assert.deepEqual(answers.map((answer) => answer.statusCode).sort(), [201, 409, 409])
    const made = answers.find((answer) => answer.statusCode === 201)
    assert.equal(made?.json<Session>().operator.role, 'owner')
    assert.deepEqual(await firstRunOf(world), {
      isNeeded: false,
      isDemo: false,
      canSendMail: false,
    })
  })

  test('refuses a password that names the company', async () => {
    const world = await createTestApp()
    const body = { ...founding, password: 'верба мебель 2026' }
    assert.equal((await world.browser().send('POST', '/api/v1/first-run', body)).statusCode, 422)
  })
})

describe('the demo', () => {
  test('is made once, with passwords for its owner’s eyes', async () => {
    const world = await createTestApp()
    const demo = await demoOf(world)
    assert.equal(demo?.isNew, true)
    assert.equal(statSync(join(world.config.dataDir, 'demo-passwords.json')).mode & 0o777, 0o600)
    const again = await demoOf(world)
    assert.deepEqual(again, { ...demo, isNew: false })
    const { email, password } = demo.people[3]!
    const answer = await world.browser().send('POST', '/api/v1/session', { email, password })
    assert.equal(answer.json<Session>().sandboxUrl, 'http://127.0.0.1:3001')
    assert.equal(answer.json<Session>().user.name, 'Анна Лебедева')
  })

  test('has teams, and a queue that is taken from by hand', async () => {
    const world = await createTestApp()
    const demo = await demoOf(world)
    const { email, password } = demo!.people[0]!
    const browser = world.browser()
    await browser.send('POST', '/api/v1/session', { email, password })
    const teams = (await browser.get('/api/v1/teams')).json<Team[]>()
    assert.deepEqual(
      teams.map(({ name, memberIds, settings }) => [name, memberIds.length, settings.method]),
      [
        ['Все сотрудники', 7, 'manual'],
        ['Возвраты и рекламации', 2, 'least-loaded'],
        ['Доставка', 3, 'least-loaded'],
        ['Продажи', 3, 'least-loaded'],
      ],
    )
  })

  test('is not made where somebody else could come in', async () => {
    const world = await createTestApp()
    const places = [
      { DATABASE_URL: 'postgres://db/otklik' },
      { PUBLIC_URL: 'https://help.example' },
      { HOST: '0.0.0.0' },
      { NODE_ENV: 'production' },
    ]
    for (const place of places) {
      assert.equal(await demoOf(world, place as Record<string, string>), undefined)
      await assert.rejects(
        demoOf(world, { ...place, DEMO: '1' } as Record<string, string>),
        ConfigError,
      )
    }
    assert.equal(await demoOf(world, { DEMO: '0' }), undefined)
    assert.equal((await firstRunOf(world)).isNeeded, true)
  })

  test('is suspended when it is carried there, and resumed at home', async () => {
    const world = await createTestApp()
    const demo = await demoOf(world)
    const isSuspended = async () => {
      const { rows } = await world.database.query<{ suspended_at: Date | null }>(
        'select suspended_at from accounts where id = $1',
        [demo?.accountId],
      )
      return rows[0]?.suspended_at !== null
    }
    await demoOf(world, { PUBLIC_URL: 'https://help.example' })
    assert.equal(await isSuspended(), true)
    await demoOf(world)
    assert.equal(await isSuspended(), false)
  })

  test('goes with everything in it when work begins', async () => {
    const world = await createTestApp()
    const demo = await demoOf(world)
    const [owner, , , anna] = demo!.people
    await converse(world, demo!.accountId)
    const browser = world.browser()
    const signIn = (who = owner!) =>
      browser.send('POST', '/api/v1/session', { email: who.email, password: who.password })
    await signIn(anna)
    assert.equal((await browser.send('POST', '/api/v1/demo/departure')).statusCode, 403)
    await signIn()
    assert.equal((await browser.send('POST', '/api/v1/demo/departure')).statusCode, 204)
    // A restart before the company is created does not bring it back.
    assert.equal(await demoOf(world), undefined)
    assert.equal((await browser.get('/api/v1/session')).statusCode, 401)
    assert.deepEqual(await firstRunOf(world), { isNeeded: true, isDemo: false, canSendMail: false })
    assert.equal(existsSync(join(world.config.dataDir, 'demo-passwords.json')), false)
    const answer = await browser.send('POST', '/api/v1/first-run', founding)
    assert.equal(answer.statusCode, 201)
  })

  test('is the only company that can be left', async () => {
    const world = await createTestApp()
    const owner = await world.signUp('owner')
    assert.equal((await owner.browser.send('POST', '/api/v1/demo/departure')).statusCode, 404)
    assert.equal((await owner.browser.get('/api/v1/session')).statusCode, 200)
  })
})

describe('the secrets of an installation', () => {
  test('open with the key they were sealed with, and with no other', async () => {
    const { database, config } = await createTestApp()
    const settings = { dataDir: config.dataDir, previousSecretKeys: [] }
    const place = { accountId: 'a', channelId: 'c', field: 'token', rowId: 'c' }
    const sealed = (await openSecrets(database, settings)).seal('secret', place)
    assert.equal((await openSecrets(database, settings)).open(sealed, place), 'secret')
    const secretKey = 'another key of more than 32 characters'
    await assert.rejects(openSecrets(database, { ...settings, secretKey }), /is not the key/)
  })

  test('are not sealed anew when the key file is lost', async () => {
    const { database, config } = await createTestApp()
    const settings = { dataDir: config.dataDir, previousSecretKeys: [] }
    await openSecrets(database, settings)
    const elsewhere = { ...settings, dataDir: join(config.dataDir, 'empty') }
    await assert.rejects(openSecrets(database, elsewhere), /cannot be read/)
  })
})

/** The rows that a company with one answered conversation has. */
async function converse({ database }: TestApp, account: string): Promise<void> {
  const [channel, contact, conversation] = [uuid(), uuid(), uuid()]
  const statements: [string, unknown[]][] = [
    [
      `insert into channels (account_id, id, kind, name, state) values ($1, $2, 'x', 'x', 'working')`,
      [account, channel],
    ],
    [
      `insert into channel_rules (account_id, channel_id, receiver_team_id)
       select $1, $2, id from teams where account_id = $1 and name = 'Продажи'`,
      [account, channel],
    ],
    [`insert into contacts (account_id, id, name) values ($1, $2, 'x')`, [account, contact]],
    [
      `insert into addresses (account_id, channel_id, address, contact_id, name)
       values ($1, $2, 'x', $3, 'x')`,
      [account, channel, contact],
    ],
    [
      `insert into threads (account_id, channel_id, thread, address) values ($1, $2, 'x', 'x')`,
      [account, channel],
    ],
    [
      `insert into conversations (account_id, id, number, channel_id, thread, address, contact_id,
         kind, version, state, state_version, status, opened_at, last_activity_at)
       values ($1, $2, 1, $3, 'x', 'x', $4, 'direct', 1, '{}', 1, 'queued', now(), now())`,
      [account, conversation, channel, contact],
    ],
    [
      `insert into messages (account_id, id, conversation_id, seq, kind, author_type, author_name,
         text, at, created_at)
       values ($1, $2, $3, 1, 'message', 'contact', 'x', 'x', now(), now())`,
      [account, uuid(), conversation],
    ],
  ]
  for (const [sql, values] of statements) await database.query(sql, values)
}
