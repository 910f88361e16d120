import assert from 'node:assert/strict'
import { test } from 'node:test'

import { formerNames } from './ids.ts'

test('one phone is written in two ways in Brazil, Mexico and Argentina', () => {
  const same: [string, string][] = [
    ['554188887777', '5541988887777'],
    ['5491123456789', '541123456789'],
    ['5215512345678', '525512345678'],
  ]
  for (const [one, other] of same) {
    assert.deepEqual(formerNames(one), [{ address: other, thread: other }])
    assert.deepEqual(formerNames(other), [{ address: one, thread: one }])
  }
  for (const single of ['79160000001', '77011234567', '447911123456']) {
    assert.deepEqual(formerNames(single), [])
  }
})
