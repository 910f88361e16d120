import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Bell } from './bell.ts'

test('[REQ-22] sounds once for one conversation passed on and offered, and for many at once', () => {
  const bell = new Bell()
  const at = (id: string, now: number) => bell.maySound(id, now)
  assert.deepEqual([at('marina', 0), at('marina', 2000), at('oleg', 1000)], [true, false, false])
  assert.deepEqual([at('oleg', 2000), at('marina', 6000)], [true, true])
})
