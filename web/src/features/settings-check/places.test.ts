import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Warning } from '@otklik/protocol/settings'

import { warningsAt } from './places.ts'

const at = (place: Warning['place']): Warning => ({ code: 'never-open', place, facts: {} })
const gap = at({ kind: 'channel', id: 'one', tab: 'off-hours' })
const receiver = at({ kind: 'channel', id: 'one', tab: 'working' })
const other = at({ kind: 'channel', id: 'two', tab: 'working' })
const hours = at({ kind: 'schedule' })
const sales = at({ kind: 'team', id: 'sales' })
const all = [gap, receiver, other, hours, sales]

test('shows a warning where it is made, and on the card of its channel', () => {
  assert.deepEqual(warningsAt(all, { kind: 'channel', id: 'one', tab: 'off-hours' }), [gap])
  assert.deepEqual(warningsAt(all, { kind: 'channel', id: 'one' }), [gap, receiver])
  assert.deepEqual(warningsAt(all, { kind: 'schedule' }), [hours])
  assert.deepEqual(warningsAt(all, { kind: 'team', id: 'sales' }), [sales])
  assert.deepEqual(warningsAt(all, { kind: 'team', id: 'one' }), [])
})
