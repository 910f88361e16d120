import assert from 'node:assert/strict'
import { test } from 'node:test'

import { holds, inOtherLayout, rank } from './match.ts'

test('what was typed in the other layout is understood', () => {
  assert.equal(inOtherLayout('ghbdtn'), 'привет')
  assert.equal(inOtherLayout('сдщыу'), 'close')
  assert.ok(rank('gthtlfnm', 'Передать') >= 90)
  assert.ok(rank('ьфкшт', 'Marina') >= 90)
  assert.ok(rank('pfrh', 'Закрыть обращение') > 0)
})

test('a beginning goes before a part, and a part before a guess', () => {
  const names = ['Взять в работу', 'Рабочее время', 'Не отработано', 'Роль в компании — боты']
  const order = names
    .map((name) => ({ name, rank: rank('раб', name) }))
    .sort((one, other) => other.rank - one.rank)
    .map(({ name }) => name)
  assert.deepEqual(order.slice(0, 3), ['Рабочее время', 'Взять в работу', 'Не отработано'])
})

test('one mistyped letter and left out letters are forgiven, nonsense is not', () => {
  assert.ok(rank('настройкм', 'Настройки') > 0)
  assert.ok(rank('натсройки', 'Настройки') > 0)
  assert.ok(rank('нстройки', 'Настройки') > 0)
  assert.ok(rank('закр обр', 'Закрыть обращение') >= 80)
  assert.ok(rank('зкро', 'Закрыть обращение') > 0)
  assert.equal(rank('ъъъ', 'Настройки'), 0)
  assert.equal(rank('марина', 'Закрыть обращение'), 0)
})

test('ё is е and capitals do not matter', () => {
  assert.equal(rank('темная ТЕМА', 'Тёмная тема'), 100)
})

test('a plain list finds words in any order and in either layout, and guesses nothing', () => {
  assert.ok(holds('Игорь Сафонов', 'cfajyjd'))
  assert.ok(holds('Игорь Сафонов', 'саф игор'))
  assert.ok(holds('Warranty', 'цфккфтен'))
  assert.ok(holds('Возврат', ' '))
  assert.equal(holds('Игорь Сафонов', 'сафновв'), false)
})
