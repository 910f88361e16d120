import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'

import {
  between,
  DAY,
  minuteAt,
  move,
  moveEnd,
  moveStart,
  readTime,
  type Span,
  showInterval,
  snap,
  toInterval,
  toSpan,
} from './minutes.ts'

const hours = (from: string, to: string) => ({ from, to })

describe('an interval on a day’s line', () => {
  test('[COM-02] runs past midnight where it ends before it starts', () => {
    assert.deepEqual(toSpan(hours('09:00', '18:00')), { start: 540, end: 1080 })
    assert.deepEqual(toSpan(hours('20:00', '02:00')), { start: 1200, end: 1560 })
    assert.deepEqual(toSpan(hours('00:00', '24:00')), { start: 0, end: DAY })
    assert.deepEqual(toSpan(hours('18:00', '00:00')), { start: 1080, end: DAY })
    assert.deepEqual(toSpan(hours('09:00', '09:00')), { start: 540, end: 540 })
  })

  test('turns pixels into minutes, and minutes into steps', () => {
    assert.equal(minuteAt(240, 480), 720)
    assert.equal(minuteAt(10, 0), 0)
    assert.equal(snap(547, 15), 540)
    assert.equal(snap(548, 15), 555)
    assert.equal(snap(548, 5), 550)
  })

  test('keeps its length while it is moved, and its day', () => {
    assert.deepEqual(move({ start: 540, end: 780 }, 30), { start: 570, end: 810 })
    assert.deepEqual(move({ start: 540, end: 780 }, -900), { start: 0, end: 240 })
    assert.deepEqual(move({ start: 1200, end: 1320 }, 180), { start: 1380, end: 1500 })
    assert.deepEqual(move({ start: 0, end: DAY }, 60), { start: 0, end: DAY })
  })

  test('becomes a night when its end is pulled past midnight', () => {
    const night = moveEnd({ start: 1200, end: 1380 }, 1560, 15)
    assert.deepEqual(toInterval(night), hours('20:00', '02:00'))
    assert.deepEqual(toInterval(moveEnd({ start: 1200, end: 1380 }, DAY)), hours('20:00', '24:00'))
    assert.equal(moveEnd({ start: 0, end: 60 }, 5000).end, DAY)
  })

  test('is drawn from either end', () => {
    assert.deepEqual(between(720, 540), { start: 540, end: 720 })
    assert.deepEqual(between(-30, 3000), { start: 0, end: DAY })
  })

  test('stays an interval whatever is done to it', () => {
    const spans = fc
      .record({ start: fc.integer({ min: 0, max: 287 }), length: fc.integer({ min: 1, max: 287 }) })
      .map(({ start, length }): Span => ({ start: start * 5, end: (start + length) * 5 }))
    fc.assert(
      fc.property(spans, fc.integer({ min: -3000, max: 3000 }), (span, to) => {
        for (const changed of [move(span, to), moveStart(span, to), moveEnd(span, to)]) {
          const { start, end } = changed
          assert.ok(start >= 0 && start < DAY && end > start, JSON.stringify(changed))
          assert.deepEqual(toSpan(toInterval(changed)), changed)
          const { from, to: until } = toInterval(changed)
          assert.notEqual(from, until)
        }
      }),
    )
  })
})

test('reads times as people type them', () => {
  const read = ['9', '9:30', '09.30', '930', '0930', '24', '24:00', ' 18 '].map(readTime)
  assert.deepEqual(read, ['09:00', '09:30', '09:30', '09:30', '09:30', '24:00', '24:00', '18:00'])
  for (const wrong of ['', '25', '24:01', '9:60', 'девять', '9:3', '1:2:3', '-9']) {
    assert.equal(readTime(wrong), undefined, wrong)
  }
  assert.equal(showInterval({ from: '09:00', to: '24:00' }), '9:00–24:00')
})
