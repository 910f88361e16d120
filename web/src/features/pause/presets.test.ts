import assert from 'node:assert/strict'
import { test } from 'node:test'

import { presetsAt, toField } from './presets.ts'

// 3 October 2026 is a Saturday.
test('offers the evening while it is still far', () => {
  assert.deepEqual(names(new Date(2026, 9, 3, 11, 20)), [
    'inAnHour 2026-10-03T12:20',
    'inThreeHours 2026-10-03T14:20',
    'tonight 2026-10-03T18:00',
    'tomorrow 2026-10-04T10:00',
    'monday 2026-10-05T10:00',
  ])
})

test('leaves the evening out when it is near', () => {
  assert.ok(!names(new Date(2026, 9, 3, 16, 0)).some((name) => name.startsWith('tonight')))
})

test('leaves Monday out when it is tomorrow', () => {
  assert.deepEqual(
    presetsAt(new Date(2026, 9, 4, 20, 0)).map(({ name }) => name),
    ['inAnHour', 'inThreeHours', 'tomorrow'],
  )
})

test('means the next Monday on a Monday', () => {
  assert.ok(names(new Date(2026, 9, 5, 20, 0)).includes('monday 2026-10-12T10:00'))
})

function names(now: Date): string[] {
  return presetsAt(now).map(({ name, at }) => `${name} ${toField(at)}`)
}

test('takes mornings and evenings from the clock of the company', () => {
  // Noon in Moscow, evening already in Vladivostok.
  const now = new Date('2026-10-02T09:00:00Z')
  const shown = (zone: string) =>
    presetsAt(now, zone).map(({ name, at }) => `${name} ${at.toISOString().slice(5, 16)}`)
  assert.deepEqual(shown('Europe/Moscow').slice(2), [
    'tonight 10-02T15:00',
    'tomorrow 10-03T07:00',
    'monday 10-05T07:00',
  ])
  assert.deepEqual(shown('Asia/Vladivostok').slice(2), [
    'tomorrow 10-03T00:00',
    'monday 10-05T00:00',
  ])
})

test('keeps to the clock on the wall where the clocks change overnight', () => {
  const now = new Date('2026-10-24T12:00:00Z')
  const tomorrow = presetsAt(now, 'Europe/Berlin').find(({ name }) => name === 'tomorrow')
  assert.equal(tomorrow?.at.toISOString(), '2026-10-25T09:00:00.000Z')
})
