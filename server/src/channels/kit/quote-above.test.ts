import assert from 'node:assert/strict'
import { test } from 'node:test'

import { quoteAbove } from './quote-above.ts'

test('the words that are answered stand above the answer, in one line', () => {
  assert.equal(quoteAbove('Уже едет', ' Где мой\n\nзаказ? '), '> Где мой заказ?\n\nУже едет')
})

test('a file without a text is quoted above as well', () => {
  assert.equal(quoteAbove('', 'Пришлите счёт'), '> Пришлите счёт')
})

test('long words are cut, never inside a character', () => {
  const [quote = ''] = quoteAbove('Да', '😀'.repeat(200)).split('\n')
  assert.equal(quote, `> ${'😀'.repeat(119)}…`)
})

test('what has no words is answered without a quote', () => {
  assert.equal(quoteAbove('Вижу', ''), 'Вижу')
  assert.equal(quoteAbove('Вижу', undefined), 'Вижу')
})
