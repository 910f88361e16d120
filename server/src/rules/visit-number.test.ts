import assert from 'node:assert/strict'
import { test } from 'node:test'

import {
  makeVisitNumber,
  readVisitNumbers,
  readVisitPayload,
  showVisitNumber,
  VISIT_ALPHABET_SIZE,
  VISIT_CHOICES,
  visitPayload,
} from './visit-number.ts'

const someNumbers = Array.from({ length: 40 }, (_, seed) =>
  makeVisitNumber(
    Array.from(
      { length: VISIT_CHOICES },
      (_, place) => (seed * 7 + place * 5) % VISIT_ALPHABET_SIZE,
    ),
  ),
)

test('[WA-24] reads a visit number out of whatever a customer made of its text', () => {
  for (const number of someNumbers) {
    const shown = showVisitNumber(number)
    const [left, right] = shown.split('-')
    for (const written of [
      shown,
      `${left} ${right}`,
      number,
      shown.toLowerCase(),
      `${left}–${right}`,
    ]) {
      assert.deepEqual(readVisitNumbers(`Моя заявка ${written}, жду ответа.`), [number])
      assert.deepEqual(readVisitNumbers(`«${written}»`), [number])
    }
    for (const touched of [
      `Заявка${shown}Хочу спросить`,
      `${left}–${right}Hello`,
      `No${shown}`,
      `${shown.toLowerCase()}хочу спросить`,
    ]) {
      assert.deepEqual(readVisitNumbers(touched), [number], touched)
    }
    const onRussianKeys = shown.replaceAll('B', 'В').replaceAll('K', 'К').replaceAll('0', 'О')
    assert.deepEqual(readVisitNumbers(onRussianKeys), [number])
    assert.equal(readVisitPayload(visitPayload(number)), number)
  }
})

test('[WA-24] notices every slip of one sign and every exchange of neighbours', () => {
  const alphabet = '0123456789BCDFGHJKLMNPQRSTVWXYZ'
  for (const number of someNumbers) {
    for (let place = 0; place < number.length; place++) {
      for (const other of alphabet.replace(number[place]!, '')) {
        const slipped = number.slice(0, place) + other + number.slice(place + 1)
        assert.deepEqual(readVisitNumbers(showVisitNumber(slipped)), [], slipped)
      }
      const [one, two] = [number[place]!, number[place + 1]]
      if (two === undefined || one === two) continue
      const swapped = number.slice(0, place) + two + one + number.slice(place + 2)
      assert.deepEqual(readVisitNumbers(swapped), [], swapped)
      assert.equal(readVisitPayload(visitPayload(swapped)), undefined)
    }
  }
})

test('[WA-24] takes no word, phone or part of a longer code for a visit number', () => {
  const number = someNumbers[3]!
  for (const text of [
    'Добрый день, есть ли у вас торт на шесть персон?',
    '+7 916 123-45-67',
    '40817810099910004312',
    `${number}7`,
    `a${number}`,
    `${number}Хочу`,
    `${number.slice(0, 4)} ${number.slice(4)}Хочу`,
    `${showVisitNumber(number)}7`,
    `7${showVisitNumber(number)}`,
    'ПРИВЕТ01',
    '',
  ]) {
    assert.deepEqual(readVisitNumbers(text), [], text)
  }
  assert.equal(readVisitPayload(number), undefined)
  assert.equal(readVisitPayload('visit-'), undefined)
})
