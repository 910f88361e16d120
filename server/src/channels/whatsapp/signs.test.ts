import assert from 'node:assert/strict'
import { test } from 'node:test'

import { withSigns } from './signs.ts'

type Type = 'bold' | 'italic' | 'strike' | 'code' | 'underline'
const span = (type: Type, offset: number, length: number) => ({ type, offset, length })

test('a format stands between its signs, and one that WhatsApp lacks is left out', () => {
  const text = 'Цена 100, было 200'
  const format = [span('bold', 0, 8), span('strike', 15, 3), span('underline', 10, 4)]
  assert.equal(withSigns(text, format), '*Цена 100*, было ~200~')
  assert.equal(withSigns('Номер 10482', [span('code', 6, 5)]), 'Номер `10482`')
})

test('formats of the same words stand one within the other', () => {
  assert.equal(
    withSigns('Да, завтра', [span('bold', 0, 10), span('italic', 4, 6)]),
    '*Да, _завтра_*',
  )
  assert.equal(withSigns('Да', [span('italic', 0, 2), span('bold', 0, 2)]), '_*Да*_')
})

test('signs keep to the words of one line', () => {
  assert.equal(withSigns(' раз \n\n два ', [span('bold', 0, 12)]), ' *раз* \n\n *два* ')
})

test('what would not be read stays plain', () => {
  assert.equal(withSigns('заказы', [span('bold', 0, 5)]), 'заказы')
  assert.equal(withSigns('2 * 2', [span('bold', 0, 5)]), '2 * 2')
  assert.equal(
    withSigns('раз два три', [span('bold', 0, 7), span('italic', 4, 7)]),
    '*раз два* три',
  )
})

test('nothing is read within code', () => {
  assert.equal(withSigns('код здесь', [span('code', 0, 9), span('bold', 0, 3)]), '`код здесь`')
})
