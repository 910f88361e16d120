import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import { retryAfterMs } from './retry-after.ts'

const now = Date.parse('2026-11-22T10:00:00Z')

describe('[H-11] reads how long to wait', () => {
  const cases: Array<[wish: unknown, ms: number | undefined]> = [
    [35, 35_000],
    ['7', 7_000],
    [0.5, 500],
    [1e9, 1e12],
    ['Sun, 22 Nov 2026 10:00:30 GMT', 30_000],
    ['Sun, 22 Nov 2026 09:00:00 GMT', undefined],
    [0, undefined],
    [-5, undefined],
    ['-5', undefined],
    ['soon', undefined],
    ['', undefined],
    [null, undefined],
    [undefined, undefined],
    [Number.NaN, undefined],
    ['Infinity', undefined],
    [{}, undefined],
  ]
  for (const [wish, ms] of cases) {
    test(JSON.stringify(wish) ?? 'nothing', () => assert.equal(retryAfterMs(wish, now), ms))
  }
})
