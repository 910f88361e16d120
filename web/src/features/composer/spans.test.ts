import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { WrittenSpan } from '../drafts/index.ts'
import { isAll, shifted, toggled } from './spans.ts'

const bold = (offset: number, length: number): WrittenSpan => ({ type: 'bold', offset, length })
const text = 'Курьер едет завтра'

test('moves with what is typed around and within it', () => {
  const spans = [bold(7, 4)]
  assert.deepEqual(shifted(spans, text, `Ваш ${text}`), [bold(11, 4)])
  assert.deepEqual(shifted(spans, text, 'Курьер поедет завтра'), [bold(9, 4)])
  assert.deepEqual(shifted(spans, text, 'Курьер едёёет завтра'), [bold(7, 6)])
  assert.deepEqual(shifted(spans, text, 'Курьер едет!'), [bold(7, 4)])
  assert.deepEqual(shifted(spans, text, 'Курьер завтра'), [])
  assert.deepEqual(shifted(spans, text, ''), [])
})

test('is put on, joined and taken off again', () => {
  const once = toggled([], 'bold', { from: 0, to: 6 })
  assert.deepEqual(once, [bold(0, 6)])
  const joined = toggled(once, 'bold', { from: 6, to: 11 })
  assert.deepEqual(joined, [bold(0, 11)])
  assert.ok(isAll(joined, 'bold', { from: 2, to: 9 }))
  assert.deepEqual(toggled(joined, 'bold', { from: 2, to: 4 }), [bold(0, 2), bold(4, 7)])
  const both = toggled(joined, 'italic', { from: 0, to: 3 })
  assert.deepEqual(
    both.map(({ type }) => type),
    ['bold', 'italic'],
  )
})
