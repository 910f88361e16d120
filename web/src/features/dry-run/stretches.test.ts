import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TimelineStep } from '@otklik/protocol/settings'

import { differing, toStretches } from './stretches.ts'

const step = (at: string, isOpen: boolean, facts: TimelineStep['facts'] = {}): TimelineStep => ({
  at,
  code: 'auto-reply',
  facts,
  isOpen,
})

test('cuts a timeline by the days of the account and by its hours', () => {
  const night = step('2026-11-22T20:40:00.000Z', false)
  const past = step('2026-11-22T21:10:00.000Z', false)
  const morning = step('2026-11-23T06:00:00.000Z', true)
  const stretches = toStretches([night, past, morning], 'Europe/Moscow')
  assert.deepEqual(
    stretches.map(({ date, isOpen, steps }) => [date, isOpen, steps.length]),
    [
      ['2026-11-22', false, 1],
      ['2026-11-23', false, 1],
      ['2026-11-23', true, 1],
    ],
  )
})

test('marks what the other timeline does not have, as often as it lacks it', () => {
  const at = '2026-11-23T06:00:00.000Z'
  const [once, twice, other] = [step(at, true), step(at, true), step(at, true, { delayS: 5 })]
  assert.deepEqual([...differing([once, twice, other], [step(at, true)])], [twice, other])
  assert.equal(differing([once], [once]).size, 0)
})
