import assert from 'node:assert/strict'
import { test } from 'node:test'

import { aTeam, channelRules, someSettings } from '../testing/rules.ts'
import { compileSchedule, type Plan, type RosterEntry, simulate, type TeamRules } from './index.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const week = (from: string, to: string) =>
  Array.from({ length: 7 }, (_, day) => (day < 5 ? [{ from, to }] : []))
const office = {
  timeZone: 'Europe/Moscow',
  week: week('09:00', '18:00'),
  exceptions: [] as { from: string; to: string; name: string; intervals: [] }[],
}

const operator = (id: string, facts: Partial<RosterEntry> = {}): RosterEntry => ({
  id,
  name: id,
  status: 'online',
  isPresent: true,
  capacity: 3,
  load: 0,
  skills: [],
  ...facts,
})

interface Setting extends Partial<Omit<Plan, 'rules' | 'settings' | 'teams' | 'members'>> {
  rules?: Partial<Plan['rules']>
  teams?: TeamRules[]
  members?: Record<string, string[]>
  schedule?: typeof office
}

/** Moscow's wall clock is three hours ahead. */
const moscow = (wall: string) => Date.parse(`${wall}:00+03:00`)

function run(at: string, { rules, teams = [], members, schedule, ...facts }: Setting = {}) {
  const everyone = aTeam('everyone', { isEveryone: true, method: 'least-loaded' })
  const all = teams.some(({ id }) => id === 'everyone') ? teams : [everyone, ...teams]
  return simulate({
    startsAt: moscow(at),
    customerWritesMs: [0],
    rules: { ...channelRules, ...rules },
    needs: { weight: 1, mustSkills: [], niceSkills: [] },
    settings: someSettings({ schedule: compileSchedule(schedule ?? office), teams: all }),
    teams: all,
    members: new Map(Object.entries(members ?? { everyone: ['anna', 'boris'] })),
    operators: [operator('anna'), operator('boris')],
    does: { do: 'nothing' },
    ...facts,
  })
}

const wall = (at: number) => new Date(at + 3 * HOUR).toISOString().slice(5, 16).replace('T', ' ')
const told = (result: ReturnType<typeof run>) =>
  result.steps.map(({ at, code, text, facts }) =>
    [wall(at), code, text ?? facts.name ?? facts.team ?? ''].join(' ').trim(),
  )

const night = [{ id: 'night', text: 'Ответим утром', delayMs: 0 }]

test('[COM-60] shows a Sunday night: the reply at once, the queue at opening', () => {
  const result = run('2026-11-22T23:40', {
    rules: { offHours: 'auto-replies', offHoursReplies: night },
    does: { do: 'answer', afterS: 60 },
  })
  assert.deepEqual(told(result), [
    '11-22 23:40 customer-wrote',
    '11-22 23:40 waits-for-opening',
    '11-22 23:40 auto-reply Ответим утром',
    '11-23 09:00 opened',
    '11-23 09:00 queued-for-team everyone',
    '11-23 09:00 offered anna',
    '11-23 09:00 assigned anna',
    '11-23 09:01 operator-answered anna',
  ])
  assert.equal(result.isComplete, true)
  assert.equal(result.steps[1]?.facts.opensAt, '2026-11-23T06:00:00.000Z')
  assert.deepEqual(
    result.steps.map(({ isOpen }) => isOpen),
    [false, false, false, true, true, true, true, true],
  )
})

test('strikes through the reply that an answer or a close comes before', () => {
  const autoReplies = [30, 90, 600].map((delayS) => ({
    id: `after ${delayS}`,
    text: `через ${delayS}`,
    delayMs: delayS * 1000,
  }))
  const result = run('2026-11-23T10:00', {
    rules: { autoReplies, closingText: 'До свидания' },
    does: { do: 'close', afterS: 60 },
  })
  assert.deepEqual(told(result), [
    '11-23 10:00 customer-wrote',
    '11-23 10:00 queued-for-team everyone',
    '11-23 10:00 offered anna',
    '11-23 10:00 assigned anna',
    '11-23 10:00 auto-reply через 30',
    '11-23 10:01 operator-answered anna',
    '11-23 10:01 operator-closed anna',
    '11-23 10:01 closing-text До свидания',
    '11-23 10:01 auto-reply-dropped через 90',
    '11-23 10:10 auto-reply-dropped через 600',
  ])
  assert.equal(result.steps.at(-1)?.facts.reason, 'answered')
})

test('strikes through what comes after silence has closed it, and what falls into other hours', () => {
  const autoReplies = [
    { id: 'in hours', text: 'скоро', delayMs: HOUR },
    { id: 'evening', text: 'вечером', delayMs: 3 * HOUR },
    { id: 'tomorrow', text: 'завтра', delayMs: 17 * HOUR },
  ]
  const result = run('2026-11-23T16:30', { rules: { autoReplies, inactivityMs: 15 * HOUR } })
  const dropped = result.steps.filter(({ code }) => code === 'auto-reply-dropped')
  assert.deepEqual(
    dropped.map(({ at, facts }) => [wall(at), facts.reason]),
    [
      ['11-23 19:30', 'hours'],
      ['11-24 09:30', 'closed'],
    ],
  )
})

test('says that nobody is there, and that the customer still waits', () => {
  const operators = [
    operator('anna', { isPresent: false }),
    operator('boris', { status: 'offline' }),
  ]
  const result = run('2026-11-23T10:00', { operators })
  assert.deepEqual(told(result), [
    '11-23 10:00 customer-wrote',
    '11-23 10:00 queued-for-team everyone',
    '11-23 10:00 nobody-there everyone',
    '11-23 10:00 still-waiting',
  ])
  assert.equal(result.isComplete, true)
})

test('[REQ-03] asks in order, then hands over to the backup', () => {
  const result = run('2026-11-23T10:00', {
    rules: { receiver: { kind: 'team', id: 'sales' } },
    teams: [
      aTeam('sales', {
        method: 'strict-order',
        answerWaitS: 20,
        whenNobodyAnswers: 'backup',
        backupTeamId: 'night',
      }),
      aTeam('night', { method: 'manual' }),
    ],
    members: { everyone: ['anna', 'boris'], sales: ['boris', 'anna'], night: ['anna'] },
  })
  assert.deepEqual(
    told(result).map((line) => line.slice(12)),
    [
      'customer-wrote',
      'queued-for-team sales',
      'offered boris',
      'offer-expired boris',
      'offered anna',
      'offer-expired anna',
      'to-backup night',
      'waits-by-hand night',
      'still-waiting',
    ],
  )
})

test('folds rounds that repeat for ever, and ends where silence closes', () => {
  const teams = [aTeam('everyone', { isEveryone: true, method: 'strict-order', answerWaitS: 20 })]
  const endless = run('2026-11-23T10:00', { teams })
  assert.equal(endless.isComplete, false)
  assert.deepEqual(
    endless.steps.slice(-2).map(({ code }) => code),
    ['and-so-on', 'still-waiting'],
  )
  assert.ok(endless.steps.length < 20)
  const closed = run('2026-11-23T10:00', { teams, rules: { inactivityMs: 24 * HOUR } })
  assert.deepEqual(told(closed).slice(-2), [
    '11-23 10:02 and-so-on',
    '11-24 10:00 closed-for-inactivity',
  ])
  assert.equal(closed.isComplete, true)
  assert.ok(Number(closed.steps.at(-2)?.facts.times) > 50)
})

test('gives to the next what was given without asking and not answered', () => {
  const team = { isEveryone: true, method: 'round-robin', hand: 'assign', answerWaitS: 60 } as const
  const result = run('2026-11-23T10:00', {
    teams: [aTeam('everyone', team)],
    does: { do: 'answer', afterS: 90 },
  })
  const codes = result.steps.map(({ code }) => code)
  assert.ok(codes.includes('not-answered'))
  assert.ok(!codes.includes('operator-answered'))
})

test('[D-07] says when silence would have closed it, had it not been kept', () => {
  const result = run('2026-11-23T10:00', {
    rules: { inactivityMs: 24 * HOUR, keepsUnanswered: true },
    operators: [],
  })
  assert.deepEqual(told(result).slice(-2), ['11-24 10:00 kept-open', '11-24 10:00 still-waiting'])
})

test('obeys a holiday, and the clocks of its zone', () => {
  const holiday = { from: '2026-11-23', to: '2026-11-24', name: 'Праздник', intervals: [] as [] }
  const rested = run('2026-11-22T23:40', { schedule: { ...office, exceptions: [holiday] } })
  assert.equal(told(rested)[2], '11-25 09:00 opened')
  // Berlin puts its clocks back on the night to 25 October 2026.
  const berlin = run('2026-10-24T21:00', { schedule: { ...office, timeZone: 'Europe/Berlin' } })
  assert.equal(told(berlin)[2], '10-26 11:00 opened')
})

test('sends everybody home at closing time, and follows the team in what then happens', () => {
  const absence = { policy: 'queue', afterS: 600 } as const
  const teams = [aTeam('everyone', { isEveryone: true, method: 'least-loaded', absence })]
  const result = run('2026-11-23T17:30', { teams, does: { do: 'answer', afterS: 3600 } })
  assert.deepEqual(told(result).slice(3, 6), [
    '11-23 17:30 assigned anna',
    '11-23 18:10 operator-away anna',
    '11-23 18:10 queued-for-team everyone',
  ])
  // From then on it goes home with somebody every evening.
  const codes = result.steps.map(({ code }) => code)
  assert.equal(codes.filter((code) => code === 'operator-answered').length, 1)
  assert.ok(codes.length < 14, codes.join())
})

test('opens another conversation where the first is closed', () => {
  const result = run('2026-11-23T10:00', {
    customerWritesMs: [0, 10 * MINUTE],
    does: { do: 'close', afterS: 60 },
  })
  const wrote = result.steps.filter(({ code }) => code === 'customer-wrote')
  assert.deepEqual(
    wrote.map(({ facts }) => facts),
    [{}, { again: 1, newConversation: 1 }],
  )
})

test('takes by hand where nobody is asked', () => {
  const teams = [aTeam('everyone', { isEveryone: true })]
  const result = run('2026-11-23T10:00', { teams, does: { do: 'answer', afterS: 120 } })
  assert.deepEqual(told(result).slice(2), [
    '11-23 10:00 waits-by-hand everyone',
    '11-23 10:00 assigned anna',
    '11-23 10:02 operator-answered anna',
  ])
})
