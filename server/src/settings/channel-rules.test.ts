import assert from 'node:assert/strict'
import { before, beforeEach, describe, test } from 'node:test'
import type { ApiError, Channel, Team } from '@otklik/protocol'

import {
  createTestApp,
  type Member,
  openRulesForm,
  type RulesForm,
  type TestCentre,
} from '../testing/index.ts'
import { createChannelRules } from './create-channel-rules.ts'

const nowhere = '00000000-0000-4000-8000-000000000000'

let form: RulesForm
let centre: TestCentre
let owner: Member
let channel: Channel
let everyone: Team
let sales: Team
before(async () => {
  form = await openRulesForm('telegram')
  centre = form.centre
  ;({ owner, channel } = centre)
  const teams = (await owner.browser.get('/api/v1/teams')).json<Team[]>()
  everyone = teams.find(({ isEveryone }) => isEveryone)!
  const memberIds = [centre.operator.operatorId]
  const made = await owner.browser.send('POST', '/api/v1/teams', { name: 'Продажи', memberIds })
  sales = made.json()
})
beforeEach(() => form.reload())
const get = () => form.get()
const patch = (body: object) => form.patch(body)
const saved = (body: object) => form.saved(body)
const refused = (body: object) => form.refused(body)
const brokenByDatabase = (set: string, values: unknown[]) => form.brokenByDatabase(set, values)
const switchBots = (isOn: boolean) => form.switchBots(isOn)

describe('rules of a channel', () => {
  test('begin with everybody receiving and nothing said', async () => {
    const { version: first, ...rules } = await get()
    assert.equal(first, 1)
    assert.deepEqual(rules, {
      receiver: { kind: 'team', id: everyone.id },
      operatorWaitMin: 5,
      autoReplies: [],
      offHoursMode: 'nothing',
      offHoursBotId: null,
      offHoursFallback: '',
      offHoursReplies: [],
      isClosingTextShown: false,
      closingText: '',
      closingTemplateId: null,
      inactivity: null,
      keepsUnanswered: false,
      weight: 1,
      mustSkills: [],
      niceSkills: [],
    })
  })

  test('change only where asked', async () => {
    await saved({ closingText: 'До свидания', isClosingTextShown: true })
    const rules = await saved({ weight: 3, keepsUnanswered: true, operatorWaitMin: 15 })
    assert.deepEqual(
      [rules.weight, rules.keepsUnanswered, rules.operatorWaitMin, rules.closingText],
      [3, true, 15, 'До свидания'],
    )
  })

  test('are told to conversations and routing when they change', async () => {
    const quiet = await createTestApp()
    const boss = await quiet.signUp('owner')
    const { accountId } = boss
    const channelId = crypto.randomUUID()
    await quiet.database.query(
      `insert into channels (account_id, id, kind, name, state) values ($1, $2, 'x', 'x', 'working')`,
      [accountId, channelId],
    )
    await createChannelRules(quiet.database, accountId, channelId)
    const traces = async () =>
      (
        await quiet.database.query<{ version: number; sweeps: object[]; wake_ups: string[] }>(
          `select settings_version as version,
             (select jsonb_agg(jsonb_build_object('scope', scope, 'id', subject_id)) from sweeps) as sweeps,
             array(select reason from wake_ups where reason = 'channel-changed') as wake_ups
           from accounts where id = $1`,
          [accountId],
        )
      ).rows[0]!
    const { version: before } = await traces()
    const body = { version: 1, weight: 2 }
    const edited = await boss.browser.send('PATCH', `/api/v1/channels/${channelId}/rules`, body)
    assert.equal(edited.statusCode, 200)
    assert.deepEqual(await traces(), {
      version: before + 1,
      sweeps: [{ scope: 'channel', id: channelId }],
      wake_ups: ['channel-changed'],
    })
  })

  test('are not overwritten by a form that is out of date', async () => {
    const answers = await Promise.all([patch({ weight: 2 }), patch({ weight: 4 })])
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [200, 409])
    const late = answers.find(({ statusCode }) => statusCode === 409)!
    assert.equal(late.json<ApiError>().error.code, 'changed-meanwhile')
  })

  test('of another company are not there', async () => {
    const stranger = await centre.signUp('owner')
    assert.equal((await stranger.browser.get(form.path)).statusCode, 404)
    const body = { version: 1, weight: 2 }
    assert.equal((await stranger.browser.send('PATCH', form.path, body)).statusCode, 404)
  })

  test('are an administrator’s to change, and everybody’s to see', async () => {
    const { accountId } = owner
    const supervisor = await centre.signUp('supervisor', { accountId })
    assert.equal((await supervisor.browser.get(form.path)).statusCode, 200)
    const body = { version: 1, weight: 2 }
    assert.equal((await supervisor.browser.send('PATCH', form.path, body)).statusCode, 403)
  })

  test('ask for skills once each', async () => {
    const { mustSkills, niceSkills } = await saved({
      mustSkills: [' Кухни', 'кухни', 'English'],
      niceSkills: ['Сервис', 'СЕРВИС'],
    })
    assert.deepEqual([mustSkills, niceSkills], [['Кухни', 'English'], ['Сервис']])
  })

  test('refuse numbers out of their bounds', async () => {
    for (const [field, most] of [
      ['weight', 100],
      ['operatorWaitMin', 1440],
    ] as const) {
      assert.deepEqual(await refused({ [field]: 0 }), { [field]: 'too-small' })
      assert.deepEqual(await refused({ [field]: most + 1 }), { [field]: 'too-large-number' })
      assert.deepEqual(await refused({ [field]: 1.5 }), { [field]: 'not-whole' })
      assert.deepEqual(await refused({ [field]: '7' }), { [field]: 'not-whole' })
      assert.deepEqual(await refused({ [field]: null }), { [field]: 'required' })
      assert.equal((await saved({ [field]: most }))[field], most)
    }
  })

  test('tell all that is wrong at once', async () => {
    const wrong = {
      weight: 0,
      inactivity: { value: 0, unit: 'days' },
      receiver: { kind: 'team', id: nowhere },
    }
    assert.deepEqual(await refused(wrong), {
      weight: 'too-small',
      'inactivity.value': 'too-small',
      'receiver.id': 'no-such-team',
    })
  })
})

describe('the receiver', () => {
  const receiver = (given: object) => ({ receiver: given })

  test('[COM-10] is exactly one: an operator or a team', async () => {
    const id = centre.operator.operatorId
    assert.deepEqual((await saved(receiver({ kind: 'operator', id }))).receiver, {
      kind: 'operator',
      id,
    })
    assert.deepEqual((await saved(receiver({ kind: 'team', id: sales.id }))).receiver, {
      kind: 'team',
      id: sales.id,
    })
    assert.deepEqual(await refused({ receiver: null }), { receiver: 'required' })
    assert.deepEqual(await refused(receiver({ kind: 'team', id, teamId: sales.id })), {
      'receiver.teamId': 'unknown',
    })
    assert.deepEqual(await refused(receiver({ kind: 'contact', id })), {
      'receiver.kind': 'wrong-value',
    })
  })

  test('[COM-10] is one in the database as well', async () => {
    const { operatorId: operator } = centre.operator
    await brokenByDatabase('receiver_operator_id = $3, receiver_team_id = $4', [operator, sales.id])
    await brokenByDatabase('receiver_operator_id = null, receiver_team_id = null', [])
  })

  test('[COM-11] [COM-15] brings no distribution: that is the team’s', async () => {
    for (const settings of [{ method: 'round-robin' }, { answerWaitS: 30 }]) {
      const [field] = Object.keys(settings)
      assert.deepEqual(await refused(settings), { [field!]: 'unknown' })
      const given = { kind: 'team', id: sales.id, ...settings }
      assert.deepEqual(await refused(receiver(given)), { [`receiver.${field}`]: 'unknown' })
    }
    const team = await owner.browser.send('PATCH', `/api/v1/teams/${sales.id}`, {
      version: sales.version,
      settings: { method: 'round-robin', answerWaitS: 30 },
    })
    sales = team.json()
    assert.equal(sales.settings.method, 'round-robin')
    const operator = { kind: 'operator', id: centre.operator.operatorId }
    const rules = await saved(receiver(operator))
    assert.deepEqual(rules.receiver, operator)
    for (const field of Object.keys(sales.settings)) assert.ok(!(field in rules), field)
  })

  test('is somebody who answers', async () => {
    const { accountId } = owner
    const observer = await centre.signUp('observer', { accountId })
    const gone = await centre.signUp('operator', { accountId })
    const stranger = await centre.signUp('operator')
    await owner.browser.send('PATCH', `/api/v1/operators/${gone.operatorId}`, { isDisabled: true })
    for (const id of [nowhere, observer, gone, stranger].map((one) =>
      typeof one === 'string' ? one : one.operatorId,
    )) {
      assert.deepEqual(await refused(receiver({ kind: 'operator', id })), {
        'receiver.id': 'no-such-operator',
      })
    }
  })

  test('is a team that is there, with somebody in it', async () => {
    const made = await owner.browser.send('POST', '/api/v1/teams', { name: 'Пустая' })
    const { id } = made.json<Team>()
    assert.deepEqual(await refused(receiver({ kind: 'team', id })), { 'receiver.id': 'empty-team' })
    assert.deepEqual(await refused(receiver({ kind: 'team', id: nowhere })), {
      'receiver.id': 'no-such-team',
    })
  })

  test('[COM-12] is no bot while its module is off', async () => {
    await switchBots(false)
    const backup = { kind: 'team', id: everyone.id }
    for (const bot of [
      { kind: 'bot', id: nowhere },
      { kind: 'bot', id: nowhere, backup },
    ]) {
      assert.deepEqual(await refused(receiver(bot)), { 'receiver.id': 'module-off' })
    }
    const answer = await patch(receiver({ kind: 'bot', id: nowhere, backup }))
    const { fields } = answer.json<ApiError>().error
    assert.match(fields?.['receiver.id']?.message ?? '', /«Чат-бот»/)
  })

  test('[COM-12] stays a bot when its module is switched off', async () => {
    await centre.database.query(
      `insert into bots (account_id, id, name, kind) values ($1, $2, 'Верба', 'scenario')`,
      [owner.accountId, nowhere],
    )
    await centre.database.query(
      `update channel_rules set receiver_operator_id = null, receiver_team_id = null,
         receiver_bot_id = $3, backup_team_id = $4
       where account_id = $1 and channel_id = $2`,
      [owner.accountId, channel.id, nowhere, everyone.id],
    )
    await switchBots(true)
    const { receiver: before } = await get()
    await switchBots(false)
    assert.deepEqual((await saved({ weight: 2 })).receiver, before)
    await saved(receiver({ kind: 'team', id: everyone.id }))
    await centre.database.query('delete from bots where account_id = $1', [owner.accountId])
  })

  test('[COM-13] is no bot without a backup, and no bot that is not there', async () => {
    await switchBots(true)
    const bot = { kind: 'bot', id: nowhere }
    assert.deepEqual(await refused(receiver(bot)), {
      'receiver.id': 'no-such-bot',
      'receiver.backup': 'no-backup',
    })
    const backup = { kind: 'team', id: sales.id }
    assert.deepEqual(await refused(receiver({ ...bot, backup })), { 'receiver.id': 'no-such-bot' })
    const nobody = { kind: 'operator', id: nowhere }
    assert.deepEqual(await refused(receiver({ ...bot, backup: nobody })), {
      'receiver.id': 'no-such-bot',
      'receiver.backup.id': 'no-such-operator',
    })
    assert.deepEqual(await refused(receiver({ kind: 'team', id: sales.id, backup })), {
      'receiver.backup': 'unknown',
    })
  })

  test('[COM-13] has a backup behind a bot, and only there, in the database', async () => {
    const bot = 'receiver_operator_id = null, receiver_team_id = null, receiver_bot_id = $3'
    await brokenByDatabase(bot, [nowhere])
    const { operatorId } = centre.operator
    const two = `${bot}, backup_team_id = $4, backup_operator_id = $5`
    await brokenByDatabase(two, [nowhere, sales.id, operatorId])
    await brokenByDatabase('backup_team_id = $3', [sales.id])
  })
})
