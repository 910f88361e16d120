import assert from 'node:assert/strict'
import { before, beforeEach, describe, test } from 'node:test'
import type { ApiError, Channel, ChannelRules, Team } from '@otklik/protocol'

import { createTestApp, createTestCentre, type Member, type TestCentre } from '../testing/index.ts'
import { createChannelRules } from './create-channel-rules.ts'

const nowhere = '00000000-0000-4000-8000-000000000000'

let centre: TestCentre
let owner: Member
let channel: Channel
let everyone: Team
let sales: Team
before(async () => {
  centre = await createTestCentre('telegram')
  ;({ owner, channel } = centre)
  const teams = (await owner.browser.get('/api/v1/teams')).json<Team[]>()
  everyone = teams.find(({ isEveryone }) => isEveryone)!
  const memberIds = [centre.operator.operatorId]
  const made = await owner.browser.send('POST', '/api/v1/teams', { name: 'Продажи', memberIds })
  sales = made.json()
})

const path = () => `/api/v1/channels/${channel.id}/rules`
const get = async () => (await owner.browser.get(path())).json<ChannelRules>()
let version: number
beforeEach(async () => {
  version = (await get()).version
})
const patch = (body: object) => owner.browser.send('PATCH', path(), { version, ...body })

const switchBots = (isOn: boolean) => owner.browser.send('PUT', '/api/v1/modules/bots', { isOn })

async function saved(body: object): Promise<ChannelRules> {
  const answer = await patch(body)
  assert.equal(answer.statusCode, 200, answer.body)
  const rules = answer.json<ChannelRules>()
  assert.equal(rules.version, version + 1)
  assert.deepEqual(await get(), rules)
  version = rules.version
  return rules
}

/** What is wrong, by path; and nothing of it was saved. */
async function refused(body: object): Promise<Record<string, string>> {
  const earlier = await get()
  const answer = await patch(body)
  assert.equal(answer.statusCode, 422, JSON.stringify(body))
  assert.deepEqual(await get(), earlier)
  const { fields = {} } = answer.json<ApiError>().error
  return Object.fromEntries(Object.entries(fields).map(([field, { code }]) => [field, code]))
}

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
      offHoursReplies: [],
      isClosingTextShown: false,
      closingText: '',
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
    assert.equal((await stranger.browser.get(path())).statusCode, 404)
    const body = { version, weight: 2 }
    assert.equal((await stranger.browser.send('PATCH', path(), body)).statusCode, 404)
  })

  test('are an administrator’s to change, and everybody’s to see', async () => {
    const { accountId } = owner
    const supervisor = await centre.signUp('supervisor', { accountId })
    assert.equal((await supervisor.browser.get(path())).statusCode, 200)
    const body = { version, weight: 2 }
    assert.equal((await supervisor.browser.send('PATCH', path(), body)).statusCode, 403)
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
  })

  test('[COM-13] is no bot without a backup, and no bot that is not there', async () => {
    await switchBots(true)
    const bot = { kind: 'bot', id: nowhere }
    assert.deepEqual(await refused(receiver(bot)), { 'receiver.backup': 'no-backup' })
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

describe('automatic replies', () => {
  const lists = ['autoReplies', 'offHoursReplies'] as const

  test('[COM-32] [COM-33] are texts with delays, sorted by delay', async () => {
    for (const list of lists) {
      const rules = await saved({
        [list]: [
          { text: ' Ещё немного ', delayS: 86_400 },
          { text: 'Скоро ответим', delayS: 0 },
          { text: '😀'.repeat(1000), delayS: 60 },
        ],
      })
      assert.deepEqual(
        rules[list].map(({ text, delayS }) => [text.slice(0, 14), delayS]),
        [
          ['Скоро ответим', 0],
          ['😀'.repeat(7), 60],
          ['Ещё немного', 86_400],
        ],
      )
      assert.equal(new Set(rules[list].map(({ id }) => id)).size, 3)
      const [first] = rules[list]
      const kept = await saved({
        [list]: [
          { ...first, delayS: 5 },
          { ...first, delayS: 6 },
        ],
      })
      assert.equal(kept[list][0]?.id, first?.id)
      assert.notEqual(kept[list][1]?.id, first?.id)
    }
  })

  test('[COM-32] need both a text and a time', async () => {
    const text = 'Скоро ответим'
    const wrong: [object, Record<string, string>][] = [
      [{ text: '  ', delayS: 0 }, { text: 'required' }],
      [{ text: 'я'.repeat(1001), delayS: 0 }, { text: 'too-long' }],
      [{ text }, { delayS: 'required' }],
      [{ delayS: 0 }, { text: 'required' }],
      [{ text, delayS: -1 }, { delayS: 'too-small' }],
      [{ text, delayS: 86_401 }, { delayS: 'too-large-number' }],
      [{ text, delayS: 0.5 }, { delayS: 'not-whole' }],
      [{ text, delayS: '' }, { delayS: 'not-whole' }],
      [
        { text: '', delayS: '1' },
        { text: 'required', delayS: 'not-whole' },
      ],
    ]
    for (const list of lists) {
      for (const [reply, problems] of wrong) {
        const good = { text, delayS: 7 }
        const expected = Object.entries(problems).map(([k, code]) => [`${list}.1.${k}`, code])
        assert.deepEqual(await refused({ [list]: [good, reply] }), Object.fromEntries(expected))
      }
    }
  })

  test('are at different times, and not too many', async () => {
    const at = (delayS: number) => ({ text: 'Скоро ответим', delayS })
    for (const list of lists) {
      assert.deepEqual(await refused({ [list]: [at(5), at(6), at(5)] }), {
        [`${list}.2.delayS`]: 'same-delay',
      })
      const many = Array.from({ length: 21 }, (_, index) => at(index))
      assert.deepEqual(await refused({ [list]: many }), { [list]: 'too-long' })
      assert.equal((await saved({ [list]: many.slice(1) }))[list].length, 20)
    }
  })
})

describe('off hours', () => {
  const offHours = (bot: boolean, autoReplies: boolean, botId?: string) => ({
    offHours: { bot, autoReplies, ...(botId && { botId }) },
  })

  test('[COM-62] are never for a bot and automatic replies at once', async () => {
    assert.deepEqual(await refused(offHours(true, true)), { offHours: 'both-modes' })
    assert.deepEqual(await refused(offHours(true, true, nowhere)), { offHours: 'both-modes' })
    assert.equal((await saved(offHours(false, true))).offHoursMode, 'auto-replies')
    assert.equal((await saved(offHours(false, false))).offHoursMode, 'nothing')
  })

  test('[COM-62] hold one mode in the database', async () => {
    await brokenByDatabase(`off_hours = 'both'`, [])
    await brokenByDatabase(`off_hours = 'bot,auto-replies'`, [])
    await brokenByDatabase(`off_hours = null`, [])
    await brokenByDatabase(`off_hours = 'bot'`, [])
  })

  test('[COM-60] are for no bot while its module is off', async () => {
    await switchBots(false)
    for (const botId of [undefined, nowhere]) {
      assert.deepEqual(await refused(offHours(true, false, botId)), {
        'offHours.botId': 'module-off',
      })
    }
    await saved(offHours(false, true))
  })

  test('[COM-60] need a bot that is there', async () => {
    await switchBots(true)
    assert.deepEqual(await refused(offHours(true, false)), { 'offHours.botId': 'no-such-bot' })
    assert.deepEqual(await refused(offHours(true, false, nowhere)), {
      'offHours.botId': 'no-such-bot',
    })
  })
})

describe('the closing text', () => {
  test('[COM-42] has 250 characters at most, counted as people do', async () => {
    for (const sign of ['я', '😀']) {
      const longest = sign.repeat(250)
      const rules = await saved({ isClosingTextShown: true, closingText: `  ${longest}\n` })
      assert.equal(rules.closingText, longest)
      const answer = await patch({ closingText: `${longest}${sign}` })
      assert.equal(answer.statusCode, 422)
      const { closingText } = answer.json<ApiError>().error.fields!
      assert.equal(closingText?.code, 'too-long')
      assert.match(closingText?.message ?? '', /250/)
    }
    assert.deepEqual(await refused({ closingText: 'я'.repeat(9000) }), { closingText: 'too-long' })
    await brokenByDatabase('closing_text = $3', ['😀'.repeat(251)])
  })

  test('[COM-40] is there where it is shown', async () => {
    await saved({ isClosingTextShown: false, closingText: '' })
    assert.deepEqual(await refused({ isClosingTextShown: true }), { closingText: 'required' })
    assert.deepEqual(await refused({ isClosingTextShown: true, closingText: ' \n' }), {
      closingText: 'required',
    })
    await saved({ isClosingTextShown: true, closingText: 'До свидания' })
    assert.deepEqual(await refused({ closingText: '' }), { closingText: 'required' })
    await brokenByDatabase(`closing_text = ''`, [])
  })
})

describe('closing by inactivity', () => {
  const after = (value: unknown, unit = 'hours') => ({ inactivity: { value, unit } })

  test('[COM-70] counts hours or days', async () => {
    for (const [value, unit] of [
      [1, 'hours'],
      [720, 'hours'],
      [1, 'days'],
      [365, 'days'],
    ] as const) {
      assert.deepEqual((await saved(after(value, unit))).inactivity, { value, unit })
    }
    assert.deepEqual(await refused(after(5, 'minutes')), { 'inactivity.unit': 'wrong-value' })
    assert.equal((await saved({ inactivity: null })).inactivity, null)
  })

  test('[COM-71] is above zero, whole and bounded', async () => {
    const wrong: [unknown, string, string][] = [
      [0, 'hours', 'too-small'],
      [-1, 'days', 'too-small'],
      [1.5, 'hours', 'not-whole'],
      ['1e3', 'hours', 'not-whole'],
      ['', 'days', 'not-whole'],
      ['5', 'hours', 'not-whole'],
      [null, 'hours', 'required'],
      [undefined, 'hours', 'required'],
      [721, 'hours', 'too-large-number'],
      [366, 'days', 'too-large-number'],
      [1e300, 'days', 'too-large-number'],
    ]
    for (const [value, unit, code] of wrong) {
      assert.deepEqual(await refused(after(value, unit)), { 'inactivity.value': code })
    }
    for (const value of [0, 721]) {
      const set = `inactivity_value = $3, inactivity_unit = 'hours'`
      await brokenByDatabase(set, [value])
    }
  })
})

/** The database refuses it by itself, whoever writes. `set` begins with $3. */
async function brokenByDatabase(set: string, values: unknown[]): Promise<void> {
  await assert.rejects(
    centre.database.query(
      `update channel_rules set ${set} where account_id = $1 and channel_id = $2`,
      [owner.accountId, channel.id, ...values],
    ),
    /constraint|null value/,
    set,
  )
}
