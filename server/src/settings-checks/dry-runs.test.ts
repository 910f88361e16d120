import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { ApiError, Channel, Team } from '@otklik/protocol'
import type { DryRun } from '@otklik/protocol/settings'

import { createTestCentre, type Member, type TestCentre } from '../testing/index.ts'

const nowhere = '00000000-0000-4000-8000-000000000000'

let centre: TestCentre
let owner: Member
let channel: Channel
before(async () => {
  centre = await createTestCentre('telegram')
  ;({ owner, channel } = centre)
})

const url = '/api/v1/dry-runs'
const asked = (changes: object = {}) => ({
  channelId: channel.id,
  day: 7,
  time: '23:40',
  customerWritesS: [0],
  operators: { do: 'nothing' },
  onLine: 'everybody',
  ...changes,
})
const run = (changes: object = {}, member = owner) =>
  member.browser.send('POST', url, asked(changes))

async function ran(changes: object = {}): Promise<DryRun> {
  const answer = await run(changes)
  assert.equal(answer.statusCode, 200, answer.body)
  return answer.json()
}

async function refused(changes: object): Promise<Record<string, string>> {
  const answer = await run(changes)
  assert.equal(answer.statusCode, 422, answer.body)
  const { fields = {} } = answer.json<ApiError>().error
  return Object.fromEntries(Object.entries(fields).map(([path, { code }]) => [path, code]))
}

const inChannel = (rules: object) => ({ edited: { channel: { id: channel.id, rules } } })
const codes = ({ steps }: DryRun['stored']) => steps.map(({ code }) => code)

test('shows stored settings and unsaved ones side by side', async () => {
  const inactivity = { value: 24, unit: 'hours' }
  const { stored, edited, timeZone } = await ran(inChannel({ inactivity }))
  assert.equal(timeZone, 'Europe/Moscow')
  assert.ok(!codes(stored).includes('closed-for-inactivity'))
  assert.ok(edited && codes(edited).includes('closed-for-inactivity'))
  const { steps } = stored
  assert.equal(new Date(steps[0]!.at).getUTCDay(), 0)
  assert.match(steps[0]!.at, /T20:40:00/)
  assert.equal((await ran()).edited, undefined)
})

test('takes a date in place of a weekday, in the zone of the open form', async () => {
  const week = Array.from({ length: 7 }, () => [{ from: '09:00', to: '18:00' }])
  const schedule = { timeZone: 'Asia/Vladivostok', week, exceptions: [] }
  const { edited, stored } = await ran({ day: '2026-12-31', edited: { schedule } })
  assert.equal(stored.steps[0]!.at, '2026-12-31T13:40:00.000Z')
  assert.equal(stored.steps[0]!.isOpen, true)
  assert.ok(edited && codes(edited).includes('waits-for-opening'))
})

test('follows the open form of a team', async () => {
  const teams = (await owner.browser.get('/api/v1/teams')).json<Team[]>()
  const { id } = teams.find(({ isEveryone }) => isEveryone)!
  const { stored, edited } = await ran({
    edited: { team: { id, settings: { method: 'all-at-once' } } },
    day: 1,
    time: '12:00',
  })
  assert.notDeepEqual(codes(stored), codes(edited!))
})

test('refuses what saving would, field by field', async () => {
  const zero = inChannel({ inactivity: { value: 0, unit: 'hours' }, closingText: 'x'.repeat(251) })
  assert.deepEqual(await refused(zero), {
    'edited.channel.rules.inactivity.value': 'too-small',
    'edited.channel.rules.closingText': 'too-long',
  })
  const week = Array.from({ length: 7 }, () => [{ from: '09:00', to: '09:00' }])
  const schedule = { timeZone: 'Europe/Moscow', week: [...week.slice(1), []], exceptions: [] }
  assert.equal(
    (await refused({ edited: { schedule } }))['edited.schedule.week.0.0'],
    'empty-interval',
  )
  const teams = (await owner.browser.get('/api/v1/teams')).json<Team[]>()
  const team = { id: teams[0]!.id, settings: { whenNobodyAnswers: 'backup' } }
  assert.deepEqual(await refused({ edited: { team } }), {
    'edited.team.settings.backupTeamId': 'no-backup-team',
  })
  assert.ok((await refused({ time: '25:00' })).time)
})

test('writes nothing', async () => {
  const all = async () =>
    (
      await centre.database.query(
        `select (select jsonb_agg(r) from channel_rules r) as rules,
           (select jsonb_agg(t) from teams t) as teams, (select jsonb_agg(s) from schedules s) as hours,
           (select count(*) from conversations) as conversations,
           (select count(*) from messages) as messages, (select count(*) from sweeps) as sweeps`,
      )
    ).rows
  const before = await all()
  await ran(inChannel({ inactivity: { value: 1, unit: 'hours' } }))
  assert.deepEqual(await all(), before)
})

test('knows no channel or team of another company, and no role that manages nothing', async () => {
  const stranger = await centre.signUp('owner')
  assert.equal((await run({}, stranger)).statusCode, 404)
  assert.equal((await run({ channelId: nowhere })).statusCode, 404)
  assert.equal((await run({ edited: { team: { id: nowhere } } })).statusCode, 404)
  const other = { edited: { channel: { id: nowhere, rules: {} } } }
  assert.equal((await run(other)).statusCode, 404)
  const { accountId } = owner
  const observer = await centre.signUp('observer', { accountId })
  assert.equal((await run({}, observer)).statusCode, 403)
  const supervisor = await centre.signUp('supervisor', { accountId })
  assert.equal((await run({}, supervisor)).statusCode, 200)
})
