import assert from 'node:assert/strict'
import { before, beforeEach, describe, test } from 'node:test'
import type { ApiError, Operator, Snapshot, Team } from '@otklik/protocol'

import { createTestApp, type Member, type TestApp } from '../testing/index.ts'

const nowhere = '00000000-0000-4000-8000-000000000000'
const errorOf = (answer: { json<T>(): T }) => answer.json<ApiError>().error
const fieldsOf = (answer: { json<T>(): T }) =>
  Object.fromEntries(
    Object.entries(errorOf(answer).fields ?? {}).map(([path, { code }]) => [path, code]),
  )

let world: TestApp
before(async () => {
  world = await createTestApp()
})

let owner: Member
let anna: Member
let dmitry: Member
let count = 0
beforeEach(async () => {
  owner = await world.signUp('owner')
  const { accountId } = owner
  anna = await world.signUp('operator', { accountId })
  dmitry = await world.signUp('operator', { accountId })
})

const list = async () => (await owner.browser.get('/api/v1/teams')).json<Team[]>()
const everyone = async () => (await list()).find(({ isEveryone }) => isEveryone)!
const post = (body: object) => owner.browser.send('POST', '/api/v1/teams', { ...body })
const make = async (body: object = {}) =>
  (await post({ name: `Группа ${++count}`, memberIds: [anna.operatorId], ...body })).json<Team>()
const patch = (team: Team, body: object) =>
  owner.browser.send('PATCH', `/api/v1/teams/${team.id}`, { version: team.version, ...body })
const remove = ({ id }: Team) => owner.browser.send('DELETE', `/api/v1/teams/${id}`)

interface Traces {
  version: number
  sweeps: { scope: string; subject_id: string }[]
  events: { kind: string; payload: object }[]
}

/** What an edit leaves for others to find. */
async function traces(): Promise<Traces> {
  const { accountId } = owner
  const { database } = world
  const accounts = await database.query<{ settings_version: number }>(
    'select settings_version from accounts where id = $1',
    [accountId],
  )
  const sweeps = await database.query<Traces['sweeps'][0]>(
    'select scope, subject_id from sweeps where account_id = $1 order by id',
    [accountId],
  )
  const events = await database.query<Traces['events'][0]>(
    'select kind, payload from feed where account_id = $1 order by number',
    [accountId],
  )
  const version = accounts.rows[0]!.settings_version
  return { version, sweeps: sweeps.rows, events: events.rows }
}

/** A channel that passes its conversations to this team. */
async function channelFor(team: Team, state = 'working'): Promise<string> {
  const { accountId } = owner
  const id = crypto.randomUUID()
  await world.database.query(
    `insert into channels (account_id, id, kind, name, state) values ($1, $2, 'x', 'Бот продаж', $3)`,
    [accountId, id, state],
  )
  await world.database.query(
    'insert into channel_rules (account_id, channel_id, receiver_team_id) values ($1, $2, $3)',
    [accountId, id, team.id],
  )
  return id
}

describe('a team', () => {
  test('[COM-16] [COM-11] has its distribution and its answer wait', async () => {
    const team = await make({ name: 'Продажи' })
    assert.deepEqual(team.settings, {
      method: 'least-loaded',
      hand: 'offer',
      respectsStatus: true,
      answerWaitS: 60,
      whenNobodyAnswers: 'again',
      queueWaitS: 300,
      afterQueueWait: 'tell',
      backupTeamId: null,
      answerNormS: 300,
      tellTeamS: 120,
      silenceS: 600,
      sla: { usual: { firstS: null, nextS: null, resolutionS: null }, vip: null },
      stickyWaitS: null,
      relaxAfterS: 60,
      absence: { policy: 'reassign', afterS: 120 },
    })
    const backup = await make()
    const settings = { answerWaitS: 30, whenNobodyAnswers: 'backup', backupTeamId: backup.id }
    const edited = (await patch(team, { settings })).json<Team>()
    assert.deepEqual(edited.settings, { ...team.settings, ...settings })
    assert.equal(edited.version, team.version + 1)
    assert.deepEqual(
      (await list()).find(({ id }) => id === team.id),
      edited,
    )
  })

  test('keeps its members in the order they are given', async () => {
    const memberIds = [dmitry.operatorId, owner.operatorId, anna.operatorId]
    const team = await make({ memberIds: [...memberIds, dmitry.operatorId] })
    assert.deepEqual(team.memberIds, memberIds)
    const reversed = memberIds.toReversed()
    assert.deepEqual((await patch(team, { memberIds: reversed })).json<Team>().memberIds, reversed)
  })

  test('tells open workplaces, conversations and routing of every change', async () => {
    const earlier = await traces()
    const team = await make()
    const edited = (await patch(team, { name: 'Сервис' })).json<Team>()
    assert.equal((await remove(edited)).statusCode, 204)
    const later = await traces()
    assert.deepEqual(later.events.slice(earlier.events.length), [
      { kind: 'team', payload: team },
      { kind: 'team', payload: edited },
      { kind: 'gone', payload: { id: team.id } },
    ])
    const sweep = { scope: 'team', subject_id: team.id }
    assert.deepEqual(later.sweeps.slice(earlier.sweeps.length), [sweep, sweep, sweep])
    assert.equal(later.version, earlier.version + 3)
    const { rows } = await world.database.query<{ reason: string }>(
      `select reason from wake_ups where account_id = $1 and reason = 'team-changed'`,
      [owner.accountId],
    )
    assert.equal(rows.length, 3)
  })

  test('stands in the snapshot', async () => {
    const team = await make()
    const { teams } = (await anna.browser.get('/api/v1/snapshot')).json<Snapshot>()
    assert.deepEqual(teams, [await everyone(), team])
  })

  test('does not take the name of another', async () => {
    const team = await make({ name: 'Продажи' })
    const other = await make()
    assert.deepEqual(fieldsOf(await post({ name: ' продажи ' })), { name: 'name-taken' })
    assert.deepEqual(fieldsOf(await patch(other, { name: 'ПРОДАЖИ' })), { name: 'name-taken' })
    assert.equal((await patch(team, { name: 'продажи' })).statusCode, 200)
  })

  test('has members who answer, and nobody else', async () => {
    const { accountId } = owner
    const observer = await world.signUp('observer', { accountId })
    const stranger = await world.signUp('operator')
    const memberIds = [
      anna.operatorId,
      observer.operatorId,
      dmitry.operatorId,
      stranger.operatorId,
      nowhere,
    ]
    const wrong = await post({ name: 'Не те', memberIds })
    assert.equal(wrong.statusCode, 422)
    const code = 'no-such-operator'
    assert.deepEqual(fieldsOf(wrong), {
      'memberIds.1': code,
      'memberIds.3': code,
      'memberIds.4': code,
    })
    await disable(dmitry, true)
    const shutOut = await post({ name: 'Не те', memberIds: [dmitry.operatorId] })
    assert.deepEqual(fieldsOf(shutOut), { 'memberIds.0': code })
  })

  test('keeps the place of somebody who is shut out for a while', async () => {
    const team = await make({ memberIds: [anna.operatorId, dmitry.operatorId] })
    await disable(anna, true)
    const without = (await list()).find(({ id }) => id === team.id)!
    assert.deepEqual(without.memberIds, [dmitry.operatorId])
    assert.equal(without.version, team.version + 1)
    assert.equal((await patch(without, { memberIds: [dmitry.operatorId] })).statusCode, 200)
    await disable(anna, false)
    const again = (await list()).find(({ id }) => id === team.id)!
    assert.deepEqual(new Set(again.memberIds), new Set(team.memberIds))
    const { events } = await traces()
    const told = events.findLast(({ payload }) => (payload as { id?: string }).id === team.id)
    assert.deepEqual(told?.payload, again)
  })

  test('is not overwritten by a form that is out of date', async () => {
    const team = await make()
    assert.equal((await patch(team, { name: 'Первый' })).statusCode, 200)
    const late = await patch(team, { name: 'Второй' })
    assert.equal(late.statusCode, 409)
    assert.equal(errorOf(late).code, 'changed-meanwhile')
    const both = { ...team, version: team.version + 1 }
    const answers = await Promise.all([
      patch(both, { settings: { answerWaitS: 10 } }),
      patch(both, { settings: { answerWaitS: 20 } }),
    ])
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [200, 409])
  })

  test('has another team as its backup, with somebody in it', async () => {
    const team = await make()
    const empty = await make({ memberIds: [] })
    const at = (settings: object) => patch(team, { settings })
    const path = 'settings.backupTeamId'
    assert.deepEqual(fieldsOf(await at({ whenNobodyAnswers: 'backup' })), {
      [path]: 'no-backup-team',
    })
    assert.deepEqual(fieldsOf(await at({ afterQueueWait: 'backup' })), { [path]: 'no-backup-team' })
    assert.deepEqual(fieldsOf(await at({ backupTeamId: team.id })), { [path]: 'backup-of-itself' })
    assert.deepEqual(fieldsOf(await at({ backupTeamId: nowhere })), { [path]: 'no-such-team' })
    assert.deepEqual(fieldsOf(await at({ backupTeamId: empty.id })), { [path]: 'empty-team' })
    const backupTeamId = (await everyone()).id
    assert.equal((await at({ whenNobodyAnswers: 'backup', backupTeamId })).statusCode, 200)
    const made = await post({ name: 'Без резерва', settings: { afterQueueWait: 'backup' } })
    assert.deepEqual(fieldsOf(made), { [path]: 'no-backup-team' })
  })

  test('refuses settings that make no sense', async () => {
    const team = await make()
    for (const settings of [
      { method: 'by-mood' },
      { answerWaitS: 4 },
      { answerWaitS: 3601 },
      { answerWaitS: 10.5 },
      { answerWaitS: '60' },
      { queueWaitS: 0 },
      { stickyWaitS: -1 },
      { absence: { policy: 'keep' } },
      { unknown: true },
    ]) {
      const answer = await patch(team, { settings })
      assert.equal(answer.statusCode, 422, JSON.stringify(settings))
      assert.equal(Object.keys(fieldsOf(answer)).length, 1)
    }
    assert.equal((await patch(team, { name: '  ' })).statusCode, 422)
  })

  test('is neither emptied nor deleted while a channel needs it', async () => {
    const team = await make()
    await channelFor(team)
    const deleted = await remove(team)
    assert.equal(deleted.statusCode, 409)
    assert.deepEqual(
      [errorOf(deleted).code, errorOf(deleted).facts],
      ['in-use', { name: 'Бот продаж' }],
    )
    assert.deepEqual(fieldsOf(await patch(team, { memberIds: [] })), { memberIds: 'empty-team' })
  })

  test('is neither emptied nor deleted while a team needs it', async () => {
    const backup = await make()
    await make({ name: 'Первая линия', settings: { backupTeamId: backup.id } })
    assert.deepEqual(errorOf(await remove(backup)).facts, { name: 'Первая линия' })
    assert.deepEqual(fieldsOf(await patch(backup, { memberIds: [] })), { memberIds: 'empty-team' })
  })

  test('is deleted although a disconnected channel had it', async () => {
    const team = await make()
    const channelId = await channelFor(team, 'disconnected')
    assert.equal((await remove(team)).statusCode, 204)
    const { rows } = await world.database.query(
      'select receiver_team_id as id from channel_rules where channel_id = $1',
      [channelId],
    )
    assert.deepEqual(rows, [{ id: (await everyone()).id }])
  })

  test('of another company is not there', async () => {
    const stranger = await world.signUp('owner')
    const team = await make()
    const path = `/api/v1/teams/${team.id}`
    const edit = await stranger.browser.send('PATCH', path, { version: team.version, name: 'x' })
    assert.equal(edit.statusCode, 404)
    assert.equal((await stranger.browser.send('DELETE', path)).statusCode, 404)
    const backup = await stranger.browser.send('POST', '/api/v1/teams', {
      name: 'x',
      settings: { backupTeamId: team.id },
    })
    assert.deepEqual(fieldsOf(backup), { 'settings.backupTeamId': 'no-such-team' })
  })

  test('is a supervisor’s to set, and everybody’s to see', async () => {
    const { accountId } = owner
    const supervisor = await world.signUp('supervisor', { accountId })
    const observer = await world.signUp('observer', { accountId })
    const create = (who: Member, name: string) =>
      who.browser.send('POST', '/api/v1/teams', { name })
    assert.equal((await create(supervisor, 'Его')).statusCode, 201)
    assert.equal((await create(anna, 'Её')).statusCode, 403)
    assert.equal((await observer.browser.get('/api/v1/teams')).statusCode, 200)
  })
})

describe('the team of everyone', () => {
  test('is everybody who answers, by name, whoever comes or goes', async () => {
    const { accountId } = owner
    await world.signUp('observer', { accountId })
    const named = async () => {
      const people = (await owner.browser.get('/api/v1/operators')).json<Operator[]>()
      return (await everyone()).memberIds.map((id) => people.find((one) => one.id === id)?.name)
    }
    await rename(owner, 'Вера')
    await rename(anna, 'Анна')
    await rename(dmitry, 'Борис')
    assert.deepEqual(await named(), ['Анна', 'Борис', 'Вера'])
    await disable(anna, true)
    assert.deepEqual(await named(), ['Борис', 'Вера'])
    await owner.browser.send('PATCH', `/api/v1/operators/${dmitry.operatorId}`, {
      role: 'observer',
    })
    assert.deepEqual(await named(), ['Вера'])
    const { events } = await traces()
    assert.deepEqual(events.at(-1), { kind: 'team', payload: await everyone() })
    const came = await world.signUp('supervisor', { accountId })
    assert.deepEqual(new Set((await everyone()).memberIds), new Set([owner, came].map(idOf)))
    assert.deepEqual((await traces()).events.at(-1)?.payload, await everyone())
  })

  test('cannot be deleted, nor given members', async () => {
    const team = await everyone()
    const deleted = await remove(team)
    assert.deepEqual([deleted.statusCode, errorOf(deleted).code], [409, 'team-of-everyone'])
    const given = await patch(team, { memberIds: [anna.operatorId] })
    assert.deepEqual(fieldsOf(given), { memberIds: 'unknown' })
    assert.equal((await patch(team, { settings: { method: 'round-robin' } })).statusCode, 200)
  })

  test('gives out to the least loaded in a new company', async () => {
    const fresh = await createTestApp()
    const browser = fresh.browser()
    const made = await browser.send('POST', '/api/v1/first-run', {
      companyName: 'Верба Мебель',
      name: 'Пётр Гущин',
      email: 'petr@example.com',
      password: 'a long walk by the sea',
    })
    assert.equal(made.statusCode, 201)
    const teams = (await browser.get('/api/v1/teams')).json<Team[]>()
    assert.deepEqual(
      teams.map(({ name, isEveryone, settings }) => [name, isEveryone, settings.method]),
      [['Все сотрудники', true, 'least-loaded']],
    )
    assert.deepEqual(teams[0]?.settings.backupTeamId, null)
  })
})

const idOf = ({ operatorId }: Member) => operatorId
const disable = (who: Member, isDisabled: boolean) =>
  owner.browser.send('PATCH', `/api/v1/operators/${who.operatorId}`, { isDisabled })
const rename = (who: Member, name: string) =>
  owner.browser.send('PATCH', `/api/v1/operators/${who.operatorId}`, { name })
