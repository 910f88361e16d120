import assert from 'node:assert/strict'
import { test } from 'node:test'

import { scheduleSummary } from './schedule-summary.ts'

const words = {
  days: ['Пн', 'Вт', 'Ср', 'Чт', 'Пт', 'Сб', 'Вс'],
  allDay: 'круглосуточно',
  everyDay: 'Ежедневно',
  neverOpen: 'Рабочего времени нет',
  and: ' и ',
}
const day = [{ from: '09:00', to: '20:00' }]
const late = [{ from: '10:00', to: '02:00' }]

test('says days with the same hours together', () => {
  const week = [day, day, day, day, day, late, []]
  assert.equal(scheduleSummary(week, words), 'Пн–Пт 9:00–20:00, Сб 10:00–2:00')
})

test('keeps a lunch break', () => {
  const lunch = [
    { from: '09:00', to: '13:00' },
    { from: '14:00', to: '18:00' },
  ]
  const week = [lunch, [], [], [], [], [], []]
  assert.equal(scheduleSummary(week, words), 'Пн 9:00–13:00 и 14:00–18:00')
})

test('says every day, around the clock and never in words', () => {
  const clock = [{ from: '00:00', to: '24:00' }]
  assert.equal(scheduleSummary(Array(7).fill(clock), words), 'Ежедневно круглосуточно')
  assert.equal(scheduleSummary(Array(7).fill([]), words), 'Рабочего времени нет')
})
