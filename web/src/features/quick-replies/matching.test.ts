import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { QuickReply } from '@otklik/protocol'

import { matching } from './matching.ts'

const reply = (title: string, shortcut: string, text = '') =>
  ({ id: title, title, shortcut, text }) as QuickReply
const all = [
  reply('Приветствие', 'привет', 'Здравствуйте'),
  reply('Доставка', 'дост', 'Курьер приедет завтра, приветливый'),
  reply('Refund', 'refund'),
]
const found = (search: string) => matching(all, search).map(({ title }) => title)

test('finds a shortcut first, then a title, then the text', () => {
  assert.deepEqual(found('прив'), ['Приветствие', 'Доставка'])
  assert.deepEqual(found('дост'), ['Доставка'])
})

test('finds what was typed in the wrong layout', () => {
  assert.deepEqual(found('ghbd'), ['Приветствие', 'Доставка'])
  assert.deepEqual(found('куагтв'), ['Refund'])
  assert.deepEqual(found('чек'), [])
})
