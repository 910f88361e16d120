import assert from 'node:assert/strict'
import { test } from 'node:test'

import { mostOfferedButtons } from '@otklik/protocol'

import { mostButtons, outcomeOf, toRows } from './button-outcome.ts'

const looks = [
  { as: 'replies' as const, max: 3, maxLabelLength: 20 },
  { as: 'list' as const, max: 5, maxLabelLength: 24 },
]
const many = (count: number) => Array.from({ length: count }, (_, index) => `Вариант ${index}`)

test('[COM-22] says what becomes of buttons by their number and their length', () => {
  assert.equal(outcomeOf(many(3), looks).as, 'replies')
  assert.equal(outcomeOf(many(4), looks).as, 'list')
  assert.equal(outcomeOf(['Доставка и сборка завтра'], looks).as, 'list')
  assert.equal(outcomeOf(many(9), [...looks, { as: 'lines' }]).as, 'lines')
})

test('[COM-22] says what the messenger would cut off', () => {
  assert.equal(outcomeOf(many(6), looks).most, 5)
  assert.equal(outcomeOf(many(5), looks).most, undefined)
  const { wrong } = outcomeOf(['Домой', 'ы'.repeat(25)], looks)
  assert.deepEqual([...wrong], [[1, { limit: 24 }]])
})

test('finds a label that is there already, in whatever case', () => {
  const { wrong } = outcomeOf(['Домой', 'В офис', 'домой', '', ''], looks)
  assert.deepEqual([...wrong], [[2, 'same']])
})

test('[COM-23] puts no more than six rows', () => {
  assert.deepEqual(toRows(['Утром', 'Днём']), [[{ label: 'Утром' }], [{ label: 'Днём' }]])
  assert.deepEqual(
    toRows(many(7)).map(({ length }) => length),
    [2, 2, 2, 1],
  )
  assert.equal(mostButtons, mostOfferedButtons)
  assert.equal(toRows(many(mostButtons)).length, 5)
})
