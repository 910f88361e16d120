import assert from 'node:assert/strict'
import { test } from 'node:test'

import { wallDate } from './wall-date.ts'

test('shows what the company’s clock shows, on both sides of its midnight', () => {
  const shown = (text: string, timeZone: string) => {
    const date = wallDate(Date.parse(text), timeZone)
    return [date.getFullYear(), date.getMonth() + 1, date.getDate(), date.getHours()]
  }
  assert.deepEqual(shown('2026-11-23T20:59:00Z', 'Europe/Moscow'), [2026, 11, 23, 23])
  assert.deepEqual(shown('2026-11-23T21:01:00Z', 'Europe/Moscow'), [2026, 11, 24, 0])
  assert.deepEqual(shown('2027-01-01T00:30:00Z', 'America/New_York'), [2026, 12, 31, 19])
})
