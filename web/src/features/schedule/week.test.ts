import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import type { WorkingInterval } from '@otklik/protocol/settings'

import { toSpan } from './minutes.ts'
import { freeIn, minutesOf, presets, put, replace, tailInto, without } from './week.ts'

const hours = (from: string, to: string) => ({ from, to })
const morning = hours('09:00', '13:00')
const evening = hours('14:00', '20:00')
const night = hours('20:00', '02:00')
const empty: WorkingInterval[][] = presets.office().map(() => [])

describe('a week being edited', () => {
  test('keeps a day in order of time, and tells where the changed interval is', () => {
    assert.deepEqual(put([evening], morning), { day: [morning, evening], index: 0 })
    const late = hours('21:00', '22:00')
    assert.deepEqual(replace([morning, evening], 0, late), { day: [evening, late], index: 1 })
    assert.deepEqual(without([morning, evening], 0), [evening])
  })

  test('[COM-02] shows the rest of a night on the next day, Sunday’s on Monday', () => {
    assert.equal(tailInto(empty.with(5, [morning, night]), 6), 120)
    assert.equal(tailInto(empty.with(6, [night]), 0), 120)
    assert.equal(tailInto(presets.always(), 3), 0)
  })

  test('counts what is covered twice once', () => {
    assert.equal(minutesOf([morning, evening]), 600)
    assert.equal(minutesOf([evening, hours('15:00', '21:00')]), 420)
    assert.equal(minutesOf([hours('10:00', '16:00'), night]), 720)
    assert.equal(minutesOf([]), 0)
  })

  test('[COM-02] is filled by presets', () => {
    assert.equal(
      presets.always().reduce((sum, day) => sum + minutesOf(day), 0),
      168 * 60,
    )
    assert.deepEqual(presets.office().map(minutesOf), [540, 540, 540, 540, 540, 0, 0])
    assert.deepEqual(presets.monday(empty.with(0, [night])).flat().length, 7)
  })

  test('finds a free place, and none in a full day', () => {
    assert.deepEqual(freeIn(empty, 0), hours('09:00', '18:00'))
    for (const day of [[morning], [morning, evening], [hours('00:00', '20:00')], [night]]) {
      const free = toSpan(freeIn(empty.with(0, day), 0)!)
      for (const { start, end } of day.map(toSpan)) {
        assert.ok(free.end <= start || end <= free.start)
      }
    }
    assert.equal(freeIn(presets.always(), 0), undefined)
    const afterNight = empty.with(6, [hours('20:00', '10:00')])
    assert.ok(toSpan(freeIn(afterNight, 0)!).start >= 600)
  })
})
