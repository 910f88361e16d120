import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type ScheduleRules, scheduleRules, type WorkingInterval } from '@otklik/protocol/settings'
import fc from 'fast-check'

import { checkSchedule } from './check-schedule.ts'
import { compileSchedule } from './schedule.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const WEEK_MS = 7 * DAY_MS
const zones = Intl.supportedValuesOf('timeZone')

const at = (text: string) => Date.parse(text)
const iso = (moment: number | undefined) => moment && new Date(moment).toISOString()
const hours = (from: string, to: string): WorkingInterval => ({ from, to })
const office = hours('09:00', '18:00')
const always: ScheduleRules = {
  timeZone: 'Europe/Moscow',
  week: Array.from({ length: 7 }, () => [hours('00:00', '24:00')]),
  exceptions: [],
}
const workdays: ScheduleRules = {
  ...always,
  week: [[office], [office], [office], [office], [office], [], []],
}
const never: ScheduleRules = { ...always, week: Array.from({ length: 7 }, () => []) }
/** Monday is the first of them. */
const on = (day: number, ...intervals: WorkingInterval[]) => never.week.with(day, intervals)
const exception = (from: string, to: string, ...intervals: WorkingInterval[]) => ({
  from,
  to,
  name: 'Праздник',
  intervals,
})

describe('a schedule', () => {
  // 23 November 2026 is a Monday; Moscow is three hours ahead.
  test('[COM-02] is open in its hours and closed on its days off', () => {
    const { isOpen, nextOpening, nextChange } = compileSchedule(workdays)
    assert.equal(isOpen(at('2026-11-23T05:59:59.999Z')), false)
    assert.equal(isOpen(at('2026-11-23T06:00:00Z')), true)
    assert.equal(isOpen(at('2026-11-23T15:00:00Z')), false)
    assert.equal(isOpen(at('2026-11-28T09:00:00Z')), false)
    assert.equal(iso(nextOpening(at('2026-11-27T15:00:00Z'))), '2026-11-30T06:00:00.000Z')
    assert.equal(iso(nextChange(at('2026-11-23T06:00:00Z'))), '2026-11-23T15:00:00.000Z')
    assert.equal(iso(nextOpening(at('2026-11-23T06:00:00Z'))), '2026-11-24T06:00:00.000Z')
  })

  test('[COM-02] closes for lunch', () => {
    const week = on(0, hours('14:00', '18:00'), hours('09:00', '13:00'))
    const { isOpen, nextChange } = compileSchedule({ ...never, week })
    assert.equal(isOpen(at('2026-11-23T10:30:00Z')), false)
    assert.equal(iso(nextChange(at('2026-11-23T10:00:00Z'))), '2026-11-23T11:00:00.000Z')
  })

  test('[COM-02] runs on past midnight, also from Sunday to Monday', () => {
    const week = on(6, hours('22:00', '06:00'))
    const { isOpen, nextChange } = compileSchedule({ ...never, week })
    assert.equal(isOpen(at('2026-11-22T20:00:00Z')), true)
    assert.equal(iso(nextChange(at('2026-11-22T20:00:00Z'))), '2026-11-23T03:00:00.000Z')
    assert.equal(isOpen(at('2026-11-23T20:00:00Z')), false)
  })

  test('[COM-02] never changes where it is always open or never', () => {
    for (const rules of [always, never]) {
      const { isOpen, nextOpening, nextChange } = compileSchedule(rules)
      assert.equal(isOpen(at('2026-11-23T00:00:00Z')), rules === always)
      assert.equal(nextChange(at('2026-11-23T00:00:00Z')), undefined)
      assert.equal(nextOpening(at('2026-11-23T00:00:00Z')), undefined)
    }
  })

  test('[COM-02] obeys a holiday, but ends the shift begun before it', () => {
    const { isOpen, nextOpening, nextChange } = compileSchedule({
      ...never,
      week: on(3, hours('22:00', '06:00')).with(4, [office]),
      exceptions: [exception('2026-11-27', '2026-11-27')],
    })
    assert.equal(iso(nextChange(at('2026-11-26T20:00:00Z'))), '2026-11-27T03:00:00.000Z')
    assert.equal(isOpen(at('2026-11-27T09:00:00Z')), false)
    assert.equal(iso(nextOpening(at('2026-11-27T09:00:00Z'))), '2026-12-03T19:00:00.000Z')
  })

  test('[COM-02] obeys a short day, and opens on one where it never does', () => {
    const short = exception('2026-12-31', '2026-12-31', hours('10:00', '14:00'))
    const { isOpen, nextChange } = compileSchedule({ ...workdays, exceptions: [short] })
    assert.equal(isOpen(at('2026-12-31T06:30:00Z')), false)
    assert.equal(iso(nextChange(at('2026-12-31T07:00:00Z'))), '2026-12-31T11:00:00.000Z')
    const once = compileSchedule({ ...never, exceptions: [short] })
    assert.equal(iso(once.nextOpening(at('2026-01-01T00:00:00Z'))), '2026-12-31T07:00:00.000Z')
    assert.equal(once.nextOpening(at('2026-12-31T07:00:00Z')), undefined)
  })

  test('finds the opening after thousands of years at once', () => {
    const closed = exception('2026-01-01', '9998-12-31')
    const { nextOpening } = compileSchedule({ ...workdays, exceptions: [closed] })
    const begun = process.threadCpuUsage()
    assert.equal(iso(nextOpening(at('2026-11-23T00:00:00Z'))), '9999-01-01T06:00:00.000Z')
    assert.ok(process.threadCpuUsage(begun).user < 500_000)
  })

  test('leaves out an hour that clocks skip, and counts one twice that comes twice', () => {
    const berlin = (week: WorkingInterval[][]) =>
      compileSchedule({ ...never, timeZone: 'Europe/Berlin', week })
    const skipped = berlin(on(6, hours('02:00', '03:00')))
    // On 29 March 2026 two o'clock is three o'clock.
    assert.equal(iso(skipped.nextOpening(at('2026-03-23T00:00:00Z'))), '2026-04-05T00:00:00.000Z')
    // On 25 October 2026 half past two comes twice.
    const twice = berlin(on(6, hours('02:30', '02:45')))
    const first = twice.nextOpening(at('2026-10-24T00:00:00Z'))
    assert.equal(iso(first), '2026-10-25T00:30:00.000Z')
    assert.equal(iso(twice.nextOpening(first!)), '2026-10-25T01:30:00.000Z')
  })

  test('asks a million times in less than a second', () => {
    const { isOpen } = compileSchedule({ ...workdays, timeZone: 'Europe/Berlin' })
    const start = at('2026-01-01T00:00:00Z')
    const begun = process.threadCpuUsage()
    let open = 0
    for (let step = 0; step < 1_000_000; step++) if (isOpen(start + step * 31_536)) open++
    assert.ok(process.threadCpuUsage(begun).user < 1_000_000)
    assert.ok(Math.abs(open / 1_000_000 - 45 / 168) < 0.01)
  })
})

describe('any schedule in any zone', () => {
  test('is open when a scan of the wall clock says so, and changes when it does', () => {
    fc.assert(
      fc.property(schedules(), moments(), fc.nat(), (rules, { timeZone, around }, seed) => {
        const start = around - DAY_MS
        const { isOpen, nextChange, nextOpening } = compileSchedule({ ...rules, timeZone })
        const scan = scanWallClock({ ...rules, timeZone }, start, 2 * 1440)
        for (const [minute, expected] of scan.entries()) {
          const moment = start + minute * MINUTE_MS
          if (isOpen(moment) !== expected || isOpen(moment + MINUTE_MS - 1) !== expected) {
            assert.fail(`${iso(moment)} is ${expected ? 'open' : 'closed'}`)
          }
        }
        for (let from = seed % 97; from < scan.length; from += 97) {
          const moment = start + from * MINUTE_MS + (seed % MINUTE_MS)
          const find = (isWanted: (minute: number) => boolean) => {
            const found = scan.findIndex((_open, minute) => minute > from && isWanted(minute))
            return found < 0 ? undefined : start + found * MINUTE_MS
          }
          const beyond = start + scan.length * MINUTE_MS
          const within = (found = Infinity) => (found >= beyond ? undefined : found)
          assert.equal(
            within(nextChange(moment)),
            find((minute) => scan[minute] !== scan[minute - 1]),
          )
          assert.equal(
            within(nextOpening(moment)),
            find((minute) => scan[minute]! && !scan[minute - 1]),
          )
        }
      }),
      { numRuns: 60 },
    )
  })

  test('changes next when and only when it says, however far away', () => {
    fc.assert(
      fc.property(schedules(), moments(), (rules, { timeZone, around }) => {
        const { isOpen, nextChange } = compileSchedule({ ...rules, timeZone })
        const change = nextChange(around)
        if (change !== undefined) {
          assert.equal(isOpen(change - 1), isOpen(around))
          assert.notEqual(isOpen(change), isOpen(around))
        }
        const end = Math.min(change ?? Infinity, around + 400 * DAY_MS)
        for (let moment = around; moment < end; moment += 15 * MINUTE_MS) {
          if (isOpen(moment) !== isOpen(around)) assert.fail(`it changes at ${iso(moment)}`)
        }
      }),
      { numRuns: 200 },
    )
  })

  test('repeats every week where clocks never change', () => {
    const steady = ['UTC', 'Asia/Tokyo', 'Etc/GMT+12', 'Pacific/Kiritimati', 'Asia/Kathmandu']
    const start = fc.integer({ min: at('2021-01-01'), max: at('2039-01-01') })
    fc.assert(
      fc.property(
        schedules(),
        fc.constantFrom(...steady),
        start,
        fc.integer({ min: -99, max: 99 }),
        ({ week }, timeZone, moment, weeks) => {
          const { isOpen, nextChange } = compileSchedule({ week, timeZone, exceptions: [] })
          assert.equal(isOpen(moment + weeks * WEEK_MS), isOpen(moment))
          const change = nextChange(moment)
          const later = nextChange(moment + weeks * WEEK_MS)
          assert.equal(later, change === undefined ? undefined : change + weeks * WEEK_MS)
        },
      ),
    )
  })

  test('is the same after it was stored and read', () => {
    fc.assert(
      fc.property(schedules(), (rules) => {
        assert.deepEqual(scheduleRules.parse(JSON.parse(JSON.stringify(rules))), rules)
      }),
    )
  })
})

describe('checking a schedule', () => {
  const check = (change: Partial<ScheduleRules>) => checkSchedule({ ...never, ...change })

  test('[COM-02] finds nothing wrong with ordinary ones', () => {
    for (const rules of [always, workdays, never]) assert.deepEqual(checkSchedule(rules), {})
    assert.deepEqual(check({ timeZone: 'UTC' }), {})
    assert.deepEqual(check({ timeZone: 'Asia/Kolkata' }), {})
    assert.deepEqual(check({ week: on(0, hours('18:00', '00:00'), hours('09:00', '18:00')) }), {})
    const nights = never.week.map(() => [hours('22:00', '06:00')])
    const holidays = [exception('2026-12-30', '2027-01-08')]
    assert.deepEqual(check({ week: nights, exceptions: holidays }), {})
  })

  test('[COM-02] tells intervals that overlap, within a day and across midnight', () => {
    const overlapping = 'overlapping'
    assert.deepEqual(
      check({
        week: on(0, hours('09:00', '20:00'), hours('10:00', '11:00'), hours('12:00', '13:00')),
      }),
      { 'week.0.1': overlapping, 'week.0.2': overlapping },
    )
    const night = hours('22:00', '06:00')
    const early = hours('05:00', '07:00')
    assert.deepEqual(check({ week: on(0, night).with(1, [early]) }), { 'week.1.0': overlapping })
    assert.deepEqual(check({ week: on(6, night).with(0, [early]) }), { 'week.0.0': overlapping })
  })

  test('[COM-02] tells exceptions that overlap the days beside them', () => {
    const path = 'exceptions.0.intervals.0'
    const night = hours('22:00', '06:00')
    const early = hours('05:00', '07:00')
    const thursday = on(3, night)
    const after = [exception('2026-11-27', '2026-11-27', early)]
    assert.deepEqual(check({ week: thursday, exceptions: after }), { [path]: 'overlapping' })
    const before = [exception('2026-11-25', '2026-11-25', night)]
    assert.deepEqual(check({ week: on(3, early), exceptions: before }), { [path]: 'overlapping' })
    const itself = exception('2026-11-25', '2026-11-26', early, night)
    for (const to of ['2026-11-26', '2026-11-28']) {
      assert.deepEqual(check({ exceptions: [{ ...itself, to }] }), { [path]: 'overlapping' })
    }
    assert.deepEqual(check({ exceptions: [{ ...itself, to: itself.from }] }), {})
  })

  test('[COM-02] tells two exceptions for one day', () => {
    const exceptions = [
      exception('2026-11-30', '2026-12-01'),
      exception('2026-11-01', '2026-11-30'),
    ]
    assert.deepEqual(check({ exceptions }), { 'exceptions.0.from': 'overlapping' })
  })

  test('[COM-02] tells empty intervals, wrong dates and unknown zones', () => {
    assert.deepEqual(check({ week: on(2, office, hours('24:00', '24:00')) }), {
      'week.2.1': 'empty-interval',
    })
    assert.deepEqual(check({ week: on(2, hours('24:00', '06:00')) }), {
      'week.2.0.from': 'invalid',
    })
    assert.deepEqual(check({ exceptions: [exception('2026-11-27', '2026-11-26')] }), {
      'exceptions.0.to': 'wrong-dates',
    })
    for (const timeZone of ['Europe/Mosсow', '+03:00', 'IST', 'PST', '', '../UTC']) {
      assert.deepEqual(check({ timeZone }), { timeZone: 'unknown-time-zone' }, timeZone)
    }
  })

  test('finds an overlap when and only when a minute is covered twice', () => {
    fc.assert(
      fc.property(schedules(), (rules) => {
        const problems = Object.values(checkSchedule(rules))
        assert.equal(problems.includes('overlapping'), hasMinuteCoveredTwice(rules))
      }),
      { numRuns: 200 },
    )
  })
})

/** Records as JSON gives them back. */
const plain = { noNullPrototype: true } as const

/** Near midnight and where clocks change more often than elsewhere. */
function times(): fc.Arbitrary<string> {
  const two = (number: number) => String(number).padStart(2, '0')
  const text = (minute: number) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
  return fc
    .oneof(
      fc.constantFrom(0, 1, 60, 119, 120, 121, 150, 179, 180, 181, 240, 540, 1080, 1380, 1439),
      fc.integer({ min: 0, max: 1439 }),
    )
    .map(text)
}

function schedules(): fc.Arbitrary<ScheduleRules> {
  const interval = fc
    .oneof(
      fc.record({ from: times(), to: times() }, plain),
      fc.record({ from: times(), to: fc.constant('24:00') }, plain),
    )
    .filter(({ from, to }) => from !== to)
  const intervals = fc.array(interval, { maxLength: 2 })
  const firstDay = at('2020-12-25') / DAY_MS
  const date = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10)
  const dated = fc.record({ gap: fc.nat(400), length: fc.nat(5), intervals })
  const facts = {
    timeZone: fc.constantFrom(...zones),
    week: fc.array(intervals, { minLength: 7, maxLength: 7 }),
    exceptions: fc.array(dated, { maxLength: 20 }).map((list) => {
      let day = firstDay
      return list.map(({ gap, length, intervals: own }) => {
        const from = day + gap
        day = from + length + 1
        return exception(date(from), date(from + length), ...own)
      })
    }),
  }
  return fc.record(facts, plain)
}

/** A zone, and a moment that is near a change of its clocks where there is one. */
function moments(): fc.Arbitrary<{ timeZone: string; around: number }> {
  return fc
    .record({
      timeZone: fc.constantFrom(...zones, 'Africa/Casablanca', 'Australia/Lord_Howe'),
      year: fc.integer({ min: 2021, max: 2039 }),
      minute: fc.nat(366 * 1440),
      isNear: fc.boolean(),
    })
    .map(({ timeZone, year, minute, isNear }) => {
      const moment = Date.UTC(year, 0, 1) + minute * MINUTE_MS
      return { timeZone, around: isNear ? findClockChange(timeZone, moment) : moment }
    })
}

function findClockChange(timeZone: string, from: number): number {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
  const offset = (moment: number) => format.format(moment).split('GMT')[1]
  let [before, after] = [from, from + 200 * DAY_MS]
  if (offset(before) === offset(after)) return from
  while (after - before > MINUTE_MS) {
    const middle = before + Math.floor((after - before) / 2 / MINUTE_MS) * MINUTE_MS
    if (offset(middle) === offset(before)) before = middle
    else after = middle
  }
  return after
}

/** Every minute by itself: what does the wall show, and what does the schedule say of that? */
function scanWallClock(rules: ScheduleRules, start: number, minutes: number): boolean[] {
  const format = new Intl.DateTimeFormat('sv', {
    timeZone: rules.timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  })
  return Array.from({ length: minutes }, (_, minute) => {
    const [date, time] = format.format(start + minute * MINUTE_MS).split(' ')
    return (
      intervalsOn(rules, date!).some(
        ({ from, to }) => from <= time! && (to <= from || time! < to),
      ) || intervalsOn(rules, dayBefore(date!)).some(({ from, to }) => to <= from && time! < to)
    )
  })
}

function intervalsOn({ week, exceptions }: ScheduleRules, date: string): WorkingInterval[] {
  const found = exceptions.find(({ from, to }) => from <= date && date <= to)
  return found?.intervals ?? week[(new Date(date).getUTCDay() + 6) % 7]!
}

const dayBefore = (date: string) => new Date(at(date) - DAY_MS).toISOString().slice(0, 10)

function hasMinuteCoveredTwice(rules: ScheduleRules): boolean {
  const first = at('2020-12-14') / DAY_MS
  const borders = rules.exceptions.flatMap(({ from, to }) => [at(from), at(to)])
  const days = [first, ...borders.map((border) => border / DAY_MS)].flatMap((day) =>
    Array.from({ length: 10 }, (_, index) => day + index - 2),
  )
  const minute = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
  return days.some((day) => {
    const date = new Date(day * DAY_MS).toISOString().slice(0, 10)
    const covered = new Uint8Array(1440)
    for (const { from, to } of intervalsOn(rules, date)) {
      const end = to <= from ? 1440 : minute(to)
      for (let each = minute(from); each < end; each++) covered[each]!++
    }
    for (const { from, to } of intervalsOn(rules, dayBefore(date))) {
      if (to <= from) for (let each = 0; each < minute(to); each++) covered[each]!++
    }
    return covered.some((times) => times > 1)
  })
}
