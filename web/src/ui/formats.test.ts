import assert from 'node:assert/strict'
import { test } from 'node:test'

import { formatsOf } from './formats.ts'

const ru = formatsOf('ru')
const now = new Date(2026, 9, 3, 14, 32)
const minutes = (count: number) => count * 60_000
const plain = (text: string) => text.replaceAll(/\s/g, ' ')

test('writes durations as the interface says', () => {
  assert.equal(plain(ru.duration(20_400)), '20 с')
  assert.equal(plain(ru.duration(minutes(6.9))), '6 мин')
  assert.equal(plain(ru.duration(minutes(65))), '1 ч 05 мин')
  assert.equal(plain(ru.duration(minutes(2 * 24 * 60 + 5))), '2 дня')
})

test('writes the length of a setting without its zeros', () => {
  assert.equal(plain(ru.term(minutes(180))), '3 ч')
  assert.equal(plain(ru.term(minutes(200))), '3 ч 20 мин')
  assert.equal(plain(ru.term(minutes(10))), '10 мин')
})

test('writes English durations shortly too', () => {
  assert.equal(plain(formatsOf('en').duration(minutes(6))), '6 min')
})

test('never shows a negative waiting time', () => {
  assert.equal(plain(ru.duration(-5000)), '0 с')
})

test('shortens a moment by how long ago it was', () => {
  assert.equal(ru.shortMoment(new Date(2026, 9, 3, 9, 5), now), '09:05')
  assert.equal(ru.shortMoment(new Date(2026, 9, 2, 23, 59), now), 'вчера')
  assert.equal(ru.shortMoment(new Date(2026, 8, 28), now), 'пн')
  assert.equal(plain(ru.shortMoment(new Date(2026, 8, 12), now)), '12 сент')
  assert.equal(ru.shortMoment(new Date(2024, 8, 12), now), '12.09.2024')
})

test('names a moment ahead by its day', () => {
  assert.equal(ru.soon(new Date(2026, 9, 3, 18, 0), now), '18:00')
  assert.equal(ru.soon(new Date(2026, 9, 4, 10, 0), now), 'завтра 10:00')
  assert.equal(ru.soon(new Date(2026, 9, 5, 10, 0), now), 'пн 10:00')
  assert.equal(plain(ru.soon(new Date(2026, 9, 12, 10, 0), now)), '12 окт 10:00')
})

test('names today and yesterday in a day divider', () => {
  assert.equal(plain(ru.day(now, now)), 'Сегодня, 3 октября')
  assert.equal(plain(ru.day(new Date(2026, 9, 2), now)), 'Вчера, 2 октября')
  assert.equal(plain(ru.day(new Date(2026, 8, 1), now)), '1 сентября')
})

test('writes sizes with one decimal from a megabyte on', () => {
  assert.equal(plain(ru.bytes(24_536_678)), '23,4 МБ')
  assert.equal(plain(ru.bytes(300 * 1024)), '300 кБ')
  assert.equal(plain(ru.bytes(50 * 1024 * 1024)), '50 МБ')
})
