import assert from 'node:assert/strict'
import { test } from 'node:test'

import { toSeconds, unitOf } from './durations.ts'
import { moveTo } from './order.ts'

test('[COM-16] a wait is shown in the largest unit that tells it exactly', () => {
  assert.deepEqual([0, 45, 90, 120, 3600, 5400, 86_400].map(unitOf), [
    's',
    's',
    's',
    'min',
    'h',
    'min',
    'h',
  ])
  assert.equal(toSeconds('2', 'min'), 120)
  for (const typed of ['', '1,5', '-3', 'час', '1e3']) {
    assert.equal(Number.isNaN(toSeconds(typed, 's')), true, typed)
  }
})

test('moves one in a list and keeps the order of the others', () => {
  assert.deepEqual(moveTo(['a', 'b', 'c', 'd'], 2, 0), ['c', 'a', 'b', 'd'])
  assert.deepEqual(moveTo(['a', 'b', 'c', 'd'], 0, 3), ['b', 'c', 'd', 'a'])
  assert.deepEqual(moveTo(['a', 'b'], 0, -1), ['a', 'b'])
  assert.deepEqual(moveTo(['a', 'b'], 1, 2), ['a', 'b'])
})
