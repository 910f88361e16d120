import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wordsOf } from '@otklik/words'

import { holidaysAfter } from './holidays.ts'
import { openingWords, untilWords } from './moment-words.ts'
import { wallOf } from './wall-clock.ts'
import { listZones, matches, offsetOf, zoneOf } from './zones.ts'

// Monday 23 November 2026, noon in Moscow.
const now = Date.parse('2026-11-23T09:00:00Z')

test('tells what the wall shows in a zone', () => {
  const moscow = wallOf(now, 'Europe/Moscow')
  assert.deepEqual(moscow, { date: '2026-11-23', minutes: 720, weekday: 0 })
  const honolulu = wallOf(now, 'Pacific/Honolulu')
  assert.deepEqual(honolulu, { date: '2026-11-22', minutes: 1380, weekday: 6 })
})

test('finds a zone by its Russian and its English city', () => {
  const find = (query: string, language: 'ru' | 'en') =>
    listZones(language, 'Europe/Moscow')
      .filter((zone) => matches(zone, query))
      .map(({ name }) => name)
  assert.deepEqual(find('екат', 'ru'), ['Екатеринбург'])
  assert.deepEqual(find('yekat', 'ru'), ['Екатеринбург'])
  assert.deepEqual(find('екат', 'en'), ['Yekaterinburg'])
  assert.equal(zoneOf('America/Port-au-Prince', 'ru').name, 'Port-au-Prince')
  assert.equal(offsetOf('Europe/Moscow', now), 'UTC+3')
  assert.equal(offsetOf('America/New_York', now), 'UTC−5')
})

test('[COM-02] says when it closes and opens in words of the day', () => {
  const told = { now, timeZone: 'Europe/Moscow', words: wordsOf('ru').web.schedule, locale: 'ru' }
  const until = (at: string) => untilWords(Date.parse(at), told)
  const opening = (at: string) => openingWords(Date.parse(at), told)
  assert.equal(until('2026-11-23T17:00:00Z'), 'до 20:00')
  assert.equal(until('2026-11-23T23:00:00Z'), 'до 2:00 завтра')
  assert.equal(until('2026-11-27T15:00:00Z'), 'до 18:00 пятницы')
  assert.equal(opening('2026-11-24T07:00:00Z'), 'следующее открытие — завтра в 10:00')
  assert.equal(opening('2026-11-23T11:00:00Z'), 'следующее открытие — сегодня в 14:00')
  assert.equal(opening('2026-11-24T22:00:00Z'), 'следующее открытие — в среду в 1:00')
  assert.equal(opening('2027-01-09T06:00:00Z'), 'следующее открытие — 9 января в 9:00')
})

test('takes the holidays of the coming year, and none twice', () => {
  const found = holidaysAfter('2026-11-23', [])
  assert.deepEqual(
    found.map(({ from }) => from),
    [
      '2027-01-01',
      '2027-02-23',
      '2027-03-08',
      '2027-05-01',
      '2027-05-09',
      '2027-06-12',
      '2027-11-04',
    ],
  )
  assert.equal(holidaysAfter('2026-11-04', [])[6]?.from, '2026-11-04')
  assert.equal(holidaysAfter('2027-01-05', [])[0]?.from, '2027-01-01')
  assert.deepEqual(holidaysAfter('2026-11-23', found), [])
})
