import assert from 'node:assert/strict'
import { before, beforeEach, describe, test } from 'node:test'
import type { ApiError } from '@otklik/protocol'
import type { Schedule, ScheduleCheck } from '@otklik/protocol/settings'

import { createHints } from '../lib/hints.ts'
import { createTestApp, type Member, type TestApp, until } from '../testing/index.ts'
import { ringOpenings } from './index.ts'

const url = '/api/v1/schedule'
const office = { from: '09:00', to: '18:00' }
const nights = { from: '22:00', to: '06:00' }
const week = [[office], [office], [office], [office], [office], [], []]
const workdays = { timeZone: 'Europe/Moscow', week, exceptions: [] }
const holiday = { from: '2026-01-06', to: '2026-01-07', name: 'Переезд', intervals: [] as object[] }
const HOUR_MS = 3_600_000

describe('the schedule', () => {
  let world: TestApp
  let owner: Member
  before(async () => {
    world = await createTestApp()
  })
  beforeEach(async () => {
    owner = await world.signUp('owner')
  })
  const read = async (who = owner) => (await who.browser.get(url)).json<Schedule>()
  const put = (body: object, who = owner) => who.browser.send('PUT', url, { version: 1, ...body })
  const problemsOf = async (change: object) => {
    const answer = await put({ ...workdays, ...change })
    assert.equal(answer.statusCode, 422)
    const { fields = {} } = answer.json<ApiError>().error
    for (const { message } of Object.values(fields)) assert.match(message, /^[А-Я].{9,}/)
    return Object.fromEntries(Object.entries(fields).map(([path, { code }]) => [path, code]))
  }

  test('[COM-02] is round the clock until it is set', async () => {
    const allDay = [{ from: '00:00', to: '24:00' }]
    assert.deepEqual(await read(), {
      version: 1,
      timeZone: 'Europe/Moscow',
      week: Array.from({ length: 7 }, () => allDay),
      exceptions: [],
      isOpen: true,
    })
  })

  // Monday 23 November 2026, noon in Moscow.
  test('[COM-02] is changed, and tells when it closes or opens next', async () => {
    const exceptions = [{ ...holiday, intervals: [{ from: '10:00', to: '12:00' }] }]
    const answer = await put({ ...workdays, exceptions })
    assert.equal(answer.statusCode, 200)
    assert.deepEqual(answer.json<Schedule>(), {
      ...workdays,
      exceptions,
      version: 2,
      isOpen: true,
      nextChangeAt: '2026-01-05T15:00:00.000Z',
    })
    assert.deepEqual(await read(), answer.json<Schedule>())
    const closed = await put({ ...workdays, timeZone: 'America/New_York', version: 2 })
    const { isOpen, nextChangeAt } = closed.json<Schedule>()
    assert.equal(isOpen, false)
    assert.equal(nextChangeAt, '2026-01-05T14:00:00.000Z')
  })

  test('[COM-03] is one for the whole company, and nobody else’s', async () => {
    const colleague = await world.signUp('operator', { accountId: owner.accountId })
    const stranger = await world.signUp('owner')
    await put(workdays)
    assert.deepEqual((await read(colleague)).week, week)
    assert.equal((await read(stranger)).version, 1)
  })

  test('[COM-02] is changed by owners and administrators alone', async () => {
    const { accountId } = owner
    for (const role of ['supervisor', 'operator', 'observer'] as const) {
      const { browser } = await world.signUp(role, { accountId })
      assert.equal((await browser.send('PUT', url, { version: 1, ...workdays })).statusCode, 403)
    }
    const administrator = await world.signUp('administrator', { accountId })
    assert.equal((await put(workdays, administrator)).statusCode, 200)
  })

  test('does not undo what somebody else changed meanwhile', async () => {
    await put(workdays)
    const late = await put({ ...workdays, week: week.with(0, []) })
    assert.equal(late.statusCode, 409)
    assert.equal(late.json<ApiError>().error.code, 'changed-meanwhile')
    assert.deepEqual((await read()).week, week)
  })

  test('[COM-02] says of every wrong field what is wrong with it', async () => {
    const wrong: [object, Record<string, string>][] = [
      [
        { week: week.with(0, [office, { from: '12:00', to: '13:00' }]) },
        { 'week.0.1': 'overlapping' },
      ],
      [
        { week: week.with(6, [nights]).with(0, [{ from: '05:00', to: '18:00' }]) },
        { 'week.0.0': 'overlapping' },
      ],
      [{ week: week.with(2, [{ from: '09:00', to: '09:00' }]) }, { 'week.2.0': 'empty-interval' }],
      [
        { week: week.with(2, [{ from: '9:00', to: '24:01' }]) },
        { 'week.2.0.from': 'invalid', 'week.2.0.to': 'invalid' },
      ],
      [{ week: [...week, []] }, { week: 'too-long' }],
      [{ week: week.slice(1) }, { week: 'too-short' }],
      [{ timeZone: 'Europe/Atlantis' }, { timeZone: 'unknown-time-zone' }],
      [{ timeZone: '+03:00' }, { timeZone: 'unknown-time-zone' }],
      [{ exceptions: [{ ...holiday, to: '2026-01-05' }] }, { 'exceptions.0.to': 'wrong-dates' }],
      [{ exceptions: [{ ...holiday, to: '2026-02-30' }] }, { 'exceptions.0.to': 'invalid' }],
      [
        { exceptions: [holiday, { ...holiday, from: '2026-01-07' }] },
        { 'exceptions.1.from': 'overlapping' },
      ],
      [
        { exceptions: [{ ...holiday, intervals: [{ from: '20:00', to: '10:00' }] }] },
        { 'exceptions.0.intervals.0': 'overlapping' },
      ],
      [
        { week: undefined, shifts: [] },
        { week: 'required', shifts: 'unknown' },
      ],
    ]
    for (const [change, problems] of wrong) {
      assert.deepEqual(await problemsOf(change), problems)
    }
    assert.equal((await read()).version, 1)
  })

  test('[COM-02] says of unsaved hours when they open, and what rules on a date', async () => {
    const ask = (body: Record<string, unknown>) =>
      owner.browser.send('POST', '/api/v1/schedule-checks', body)
    const sale = { from: '2026-01-10', to: '2026-01-10', name: 'Распродажа', intervals: [nights] }
    const rules = { ...workdays, exceptions: [holiday, sale] }
    const check = async (date: string, time: string) =>
      (await ask({ ...rules, at: { date, time } })).json<ScheduleCheck>()
    const { now, asked } = await check('2026-01-11', '05:40')
    assert.deepEqual(now, {
      at: '2026-01-05T09:00:00.000Z',
      isOpen: true,
      nextChangeAt: '2026-01-05T15:00:00.000Z',
      nextOpeningAt: '2026-01-08T06:00:00.000Z',
    })
    assert.deepEqual(asked, {
      at: '2026-01-11T02:40:00.000Z',
      isOpen: true,
      nextChangeAt: '2026-01-11T03:00:00.000Z',
      nextOpeningAt: '2026-01-12T06:00:00.000Z',
      exception: 1,
    })
    const dayOff = (await check('2026-01-07', '12:00')).asked
    assert.equal(dayOff?.isOpen, false)
    assert.equal(dayOff?.exception, 0)
    assert.equal((await check('2026-01-11', '06:00')).asked?.exception, undefined)
    // In Berlin two o'clock is left out on 29 March 2026, and comes twice on 25 October.
    const berlin = { ...workdays, timeZone: 'Europe/Berlin' }
    for (const [date, at] of [
      ['2026-03-29', '2026-03-29T01:30:00.000Z'],
      ['2026-10-25', '2026-10-25T00:30:00.000Z'],
    ]) {
      const answer = await ask({ ...berlin, at: { date, time: '02:30' } })
      assert.equal(answer.json<ScheduleCheck>().asked?.at, at)
    }
    const wrong = await ask({ ...workdays, week: week.with(0, [office, office]) })
    assert.equal(wrong.statusCode, 422)
    assert.equal(wrong.json<ApiError>().error.fields?.['week.0.1']?.code, 'overlapping')
    assert.equal((await read()).version, 1)
  })

  test('[COM-03] tells every open conversation of new hours', async () => {
    const versions = 'select settings_version as version from accounts where id = $1'
    const before = await world.database.query<{ version: number }>(versions, [owner.accountId])
    await put(workdays)
    const { rows } = await world.database.query(
      `select s.scope, a.settings_version, w.reason from accounts a
       join sweeps s on s.account_id = a.id join wake_ups w on w.account_id = a.id where a.id = $1`,
      [owner.accountId],
    )
    const settings_version = before.rows[0]!.version + 1
    assert.deepEqual(rows, [{ scope: 'schedule', settings_version, reason: 'schedule-changed' }])
  })
})

describe('opening time', () => {
  let world: TestApp
  let owner: Member
  const problems: string[] = []
  beforeEach(async () => {
    world = await createTestApp()
    owner = await world.signUp('owner')
    const change = { version: 1, ...workdays }
    assert.equal((await owner.browser.send('PUT', url, change)).statusCode, 200)
    await world.database.query('delete from sweeps')
    await world.database.query('delete from wake_ups')
  })
  const alarmOf = async ({ accountId } = owner) => {
    const { rows } = await world.database.query<{ alarm_at: Date | null }>(
      'select alarm_at from schedules where account_id = $1',
      [accountId],
    )
    return rows[0]?.alarm_at?.toISOString()
  }
  const told = async ({ accountId } = owner) => {
    const { rows } = await world.database.query<{ scope: string; reason: string }>(
      `select scope, reason from sweeps join wake_ups using (account_id) where account_id = $1`,
      [accountId],
    )
    return rows
  }
  const setAlarm = ({ accountId }: Member, at: Date) =>
    world.database.query('update schedules set alarm_at = $2 where account_id = $1', [
      accountId,
      at,
    ])
  const countWaiting = async () => {
    const { rows } = await world.database.query<{ count: number }>(
      `select count(*) from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'`,
    )
    return rows[0]?.count
  }
  const ring = (hints = createHints()) =>
    ringOpenings({ ...world, hints, onProblem: (problem) => void problems.push(problem) })

  test('[D-09] is told once, within a second, and the next is set', async () => {
    assert.equal(await alarmOf(), '2026-01-06T06:00:00.000Z')
    const hints = createHints()
    const heard: string[] = []
    hints.listen('sweeps', (accountId) => void heard.push(`sweeps ${accountId}`))
    hints.listen('wake-ups', (accountId) => void heard.push(`wake-ups ${accountId}`))
    world.clock.advance(21 * HOUR_MS - 1)
    const early = await world.signUp('owner')
    await setAlarm(early, world.clock.now())
    const loop = ring(hints)
    await until(async () => (await told(early)).length > 0, 'the round before')
    loop.wake()
    assert.deepEqual(await told(), [])
    world.clock.advance(1)
    await until(async () => (await told()).length > 0, 'the opening', 1500)
    assert.equal(await alarmOf(), '2026-01-07T06:00:00.000Z')
    loop.wake()
    loop.wake()
    await loop.stop()
    assert.deepEqual(await told(), [{ scope: 'opening', reason: 'opening' }])
    const each = [early, owner].flatMap(({ accountId }) => [
      `sweeps ${accountId}`,
      `wake-ups ${accountId}`,
    ])
    assert.deepEqual(heard, each)
  })

  test('[D-09] that passed while nobody was running is told at the start', async () => {
    world.clock.advance(9 * 24 * HOUR_MS)
    // Two at once, as after a start that overlapped the last run; both have seen that it is due.
    const loops = await world.database.transaction(async (client) => {
      await client.query('select from schedules for update')
      const both = [ring(), ring()]
      await until(async () => (await countWaiting()) === 2, 'both to wait for the row')
      return both
    })
    await until(async () => (await told()).length > 0, 'the opening')
    await Promise.all(loops.map((loop) => loop.stop()))
    assert.deepEqual(await told(), [{ scope: 'opening', reason: 'opening' }])
    assert.equal(await alarmOf(), '2026-01-15T06:00:00.000Z')
  })

  test('[COM-02] moves with the schedule, and is gone where it never comes', async () => {
    const saturday = { ...workdays, version: 2, week: week.with(0, []).with(1, []) }
    await owner.browser.send('PUT', url, saturday)
    assert.equal(await alarmOf(), '2026-01-07T06:00:00.000Z')
    await owner.browser.send('PUT', url, { ...saturday, version: 3, week: week.map(() => []) })
    assert.equal(await alarmOf(), undefined)
  })

  test('[D-09] of one company does not wait for another that fails', async () => {
    const start = world.clock.now()
    const other = await world.signUp('owner')
    await setAlarm(other, start)
    await world.database.query(
      `update schedules set time_zone = 'Europe/Atlantis' where account_id = $1`,
      [other.accountId],
    )
    world.clock.advance(21 * HOUR_MS)
    const loop = ring()
    await until(async () => (await told()).length > 0, 'the opening')
    await loop.stop()
    assert.ok(problems.includes('an opening was not told'))
    assert.equal(await alarmOf(other), start.toISOString())
  })
})
